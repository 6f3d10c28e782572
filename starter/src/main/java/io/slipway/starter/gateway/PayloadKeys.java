package io.slipway.starter.gateway;

import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRings;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the keys that payloads are encrypted with: the option wins over the variable. */
public final class PayloadKeys {
  public static final String VARIABLE = "SLIPWAY_PAYLOAD_KEYS";

  private PayloadKeys() {}

  /**
   * The key ring that is set; empty when none is.
   *
   * @throws ProblemException when it cannot be opened
   */
  public static Optional<KeyRing> find(
      ConnectionSettings settings, Map<String, String> environment, KeyRings rings) {
    return find(settings.payloadKeys(), environment, rings);
  }

  /**
   * As above.
   *
   * @param stated by an option; null when it was not given
   */
  public static Optional<KeyRing> find(
      @Nullable String stated, Map<String, String> environment, KeyRings rings) {
    String reference = stated == null ? environment.getOrDefault(VARIABLE, "") : stated;
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(rings.open(reference));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
