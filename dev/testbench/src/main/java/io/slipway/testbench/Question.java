package io.slipway.testbench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A path of the hosts' apps, and what a whole answer to it is.
 *
 * @param answers the bodies that may come, by a short name such as the release's
 */
public record Question(String path, Map<String, String> answers) {
  public Question {
    answers = new LinkedHashMap<>(answers);
  }
}
