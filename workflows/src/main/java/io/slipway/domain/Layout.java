package io.slipway.domain;

import java.util.List;

/**
 * The directories of an application on its hosts, in Capistrano's layout: {@code current}, {@code
 * releases/}, {@code shared/}, {@code repo/}, {@code revisions.log}.
 *
 * @param deployTo the application's directory; may hold {@code {host}} and {@code {stage}}, so it
 *     is a template until {@link #on(Host, StageName)} has filled it in
 * @param keepReleases how many published releases stay on a host, 1 or more
 * @param linkedDirs directories of a release that are links into {@code shared/}, relative
 * @param linkedFiles files of a release that are links into {@code shared/}, relative
 */
public record Layout(
    String deployTo, int keepReleases, List<String> linkedDirs, List<String> linkedFiles) {

  public Layout {
    linkedDirs = linkedDirs == null ? List.of() : List.copyOf(linkedDirs);
    linkedFiles = linkedFiles == null ? List.of() : List.copyOf(linkedFiles);
    if (keepReleases < 1) {
      throw new IllegalArgumentException(
          "keep_releases is %d, must be 1 or more".formatted(keepReleases));
    }
  }

  /** The application's directory on one host. */
  public RemotePath on(Host host, StageName stage) {
    return RemotePath.of(Placeholders.fill(deployTo, host, stage));
  }
}
