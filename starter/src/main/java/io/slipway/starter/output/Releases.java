package io.slipway.starter.output;

import io.slipway.contract.ForeignRelease;
import io.slipway.contract.HostFailure;
import io.slipway.contract.ReleaseInfo;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import io.slipway.rollout.Names;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which releases are on the hosts of a stage, and which they serve. */
public record Releases(ApplicationName application, StageName stage, List<HostReleases> hosts)
    implements Message {
  public Releases {
    hosts = List.copyOf(hosts);
  }

  /**
   * @param live what the host serves; null when that is nothing, or is not known
   * @param releases oldest first
   * @param failure why the host could not be asked; null when it could
   * @param foreign those that other tools have made, the live one first, the others oldest first;
   *     of many only the newest
   */
  public record HostReleases(
      HostName host,
      @Nullable ReleaseId live,
      List<ReleaseInfo> releases,
      @Nullable HostFailure failure,
      List<ForeignRelease> foreign) {}

  /** Whether every host could be asked. */
  public boolean whole() {
    return hosts.stream().allMatch(h -> h.failure() == null);
  }

  @Override
  public String type() {
    return "releases";
  }

  @Override
  public void write(Page page) {
    List<HostReleases> asked = hosts.stream().filter(h -> h.failure() == null).toList();
    Table table = new Table("RELEASE", "REVISION", "WAS LIVE", "ON", "LIVE ON");
    TreeMap<ReleaseId, List<ReleaseInfo>> newestFirst =
        asked.stream()
            .flatMap(h -> h.releases().stream())
            .collect(
                Collectors.groupingBy(
                    ReleaseInfo::id,
                    () -> new TreeMap<>(Comparator.reverseOrder()),
                    Collectors.toList()));
    newestFirst.forEach(
        (id, infos) ->
            table.row(
                id.value(),
                revisions(infos),
                infos.stream().anyMatch(ReleaseInfo::published) ? "yes" : "no",
                names(asked, h -> h.releases().stream().anyMatch(r -> r.id().equals(id))),
                names(asked, h -> id.equals(h.live()))));
    others(table, asked);
    page.table(table);
    drift(page, asked);
    Told.failures(page, hosts.stream().map(HostReleases::failure).toList());
  }

  private static void others(Table table, List<HostReleases> asked) {
    Map<String, List<ForeignRelease>> byName =
        asked.stream()
            .flatMap(h -> h.foreign().reversed().stream())
            .collect(
                Collectors.groupingBy(
                    ForeignRelease::words, LinkedHashMap::new, Collectors.toList()));
    byName.forEach(
        (words, releases) ->
            table.row(
                words,
                releases.stream()
                    .map(r -> RunWords.revision(r.revision()))
                    .distinct()
                    .collect(Collectors.joining(", ")),
                "-",
                names(asked, h -> h.foreign().stream().anyMatch(r -> r.words().equals(words))),
                names(
                    asked,
                    h -> h.foreign().stream().anyMatch(r -> r.live() && r.words().equals(words)))));
  }

  private static String revisions(Collection<ReleaseInfo> infos) {
    List<String> words =
        infos.stream().map(r -> RunWords.revision(r.revision())).distinct().toList();
    return words.size() == 1 ? words.getFirst() : "differ: " + String.join(", ", words);
  }

  private static String names(List<HostReleases> asked, Predicate<HostReleases> condition) {
    List<HostName> names = asked.stream().filter(condition).map(HostReleases::host).toList();
    if (names.isEmpty()) {
      return "-";
    }
    if (names.size() == asked.size()) {
      return asked.size() == 1 ? names.getFirst().value() : "all " + asked.size();
    }
    return "%d of %d: %s".formatted(names.size(), asked.size(), Names.of(names));
  }

  private static void drift(Page page, List<HostReleases> asked) {
    List<String> live = asked.stream().map(Releases::serving).distinct().toList();
    if (live.size() > 1) {
      page.line(
          page.paint()
              .yellow(
                  live.stream()
                      .map(
                          what ->
                              "%s on %s"
                                  .formatted(
                                      what.equals(RunWords.NOTHING) ? "none" : what,
                                      names(asked, h -> serving(h).equals(what))))
                      .collect(Collectors.joining("; ", "Hosts serve different releases: ", "."))));
    } else if (live.size() == 1 && live.getFirst().equals(RunWords.NOTHING)) {
      page.line("No host serves a release.");
    }
  }

  private static String serving(HostReleases host) {
    return RunWords.serving(
        host.live(), host.foreign().stream().filter(ForeignRelease::live).findFirst().orElse(null));
  }
}
