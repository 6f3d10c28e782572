package io.slipway.secret;

import io.slipway.codec.KeyRing;
import io.slipway.codec.MissingKeyException;
import io.slipway.codec.PayloadKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several rings as one, for the way from one place to another.
 *
 * @param rings the first encrypts, all decrypt
 */
record JoinedKeyRing(List<KeyRing> rings) implements KeyRing {
  @Override
  public PayloadKey active() {
    return rings.getFirst().active();
  }

  @Override
  public Optional<PayloadKey> byId(String id) {
    @Nullable MissingKeyException why = null;
    for (KeyRing ring : rings) {
      try {
        Optional<PayloadKey> found = ring.byId(id);
        if (found.isPresent()) {
          return found;
        }
      } catch (MissingKeyException e) {
        why = e;
      }
    }
    if (why != null) {
      throw why;
    }
    return Optional.empty();
  }

  @Override
  public String source() {
    return rings.stream().map(KeyRing::source).collect(Collectors.joining(", "));
  }
}
