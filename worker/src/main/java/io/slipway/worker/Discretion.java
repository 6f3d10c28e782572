package io.slipway.worker;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRing;
import io.slipway.contract.WireFormat;
import io.slipway.redact.Redactor;
import io.temporal.common.converter.DataConverter;
import org.jspecify.annotations.Nullable;

/**
 * What Temporal must not read.
 *
 * @param redactor knows the secrets that are taken out of everything
 * @param keys encrypt what is left; null to leave it in clear
 */
public record Discretion(Redactor redactor, @Nullable KeyRing keys) {

  /** Nothing is known, and all is in clear. */
  public static Discretion none() {
    return new Discretion(new Redactor(), null);
  }

  DataConverter dataConverter() {
    DataConverter redacting = new RedactingDataConverter(WireFormat.dataConverter(), redactor);
    return EncryptingCodec.converter(redacting, keys);
  }
}
