package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look for drift finds on a host besides what every {@link HostReport} tells. Lists are cut
 * off where a host has more than anybody reads.
 *
 * @param link text of the link {@code current}; empty when it is none
 * @param strays paths below deploy_to that earlier runs left and nobody needs
 * @param halfMade paths below deploy_to of what a run had begun to make
 * @param running steps, as {@code run/step}, whose processes live; {@code lock} when a script holds
 *     the host's lock
 * @param changes files and links of the live release that are not as they were made; null when
 *     nothing tells how they were made
 * @param changed the first of these
 * @param freeMegabytes room on the disk of deploy_to; null when the host does not tell
 * @param health why the health check is not passed; null when it is, or when there is none
 */
public record HostFacts(
    CurrentIs current,
    String link,
    List<LinkedFile> linkedFiles,
    List<String> strays,
    List<String> halfMade,
    List<String> running,
    @Nullable Integer changes,
    List<String> changed,
    @Nullable Integer freeMegabytes,
    int leastMegabytes,
    @Nullable String health) {
  public HostFacts {
    linkedFiles = linkedFiles == null ? List.of() : List.copyOf(linkedFiles);
    strays = strays == null ? List.of() : List.copyOf(strays);
    halfMade = halfMade == null ? List.of() : List.copyOf(halfMade);
    running = running == null ? List.of() : List.copyOf(running);
    changed = changed == null ? List.of() : List.copyOf(changed);
  }

  /**
   * A file of linked_files.
   *
   * @param sum its SHA-256; null when it is not there or cannot be read
   */
  public record LinkedFile(String path, @Nullable String sum) {}
}
