package io.slipway.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has proven who they are.
 *
 * @param names the one by which they are known first, then others for the same; never empty
 * @param groups those that a provider says they are in
 * @param proof by what, such as {@code ssh key SHA256:…}
 * @param fingerprint of their SSH key; null when they have used none
 */
record Identity(
    List<String> names, List<String> groups, String proof, @Nullable String fingerprint) {

  String name() {
    return names.getFirst();
  }
}
