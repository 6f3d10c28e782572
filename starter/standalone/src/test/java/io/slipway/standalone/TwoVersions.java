package io.slipway.standalone;

import io.slipway.testbench.GitRepository;
import java.util.Map;
import java.util.TreeMap;

/** A history that most stories need: tags v1 and v2, each of which says in VERSION what it is. */
final class TwoVersions {
  private TwoVersions() {}

  /**
   * @param more files that both have besides
   */
  static void in(GitRepository repository, Map<String, String> more) {
    Map<String, String> files = new TreeMap<>(more);
    files.put("VERSION", "v1\n");
    repository.commit("One", files);
    repository.tag("v1");
    repository.commit("Two", Map.of("VERSION", "v2\n"));
    repository.tag("v2");
  }
}
