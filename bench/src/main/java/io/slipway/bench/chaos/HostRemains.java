package io.slipway.bench.chaos;

import io.slipway.testbench.Fleet;
import io.slipway.testbench.FolderListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for what no run may leave on a host, whatever happened to it. */
final class HostRemains {
  private static final Set<String> EXPECTED =
      Set.of("current", "releases", "shared", "repo", "revisions.log", ".slipway");
  private static final Pattern RELEASE = Pattern.compile("\\d{14}");

  /** In .slipway, only what is half-made or waits for removal. */
  private static final Pattern HALF_MADE =
      Pattern.compile(
          "trash/.*|fetching|lock\\.(holder|reaper)|\\d{14}/(tree|mirror|[^/]*\\.tar\\.gz)");

  private final Fleet fleet;
  private final String deployTo;

  HostRemains(Fleet fleet, String deployTo) {
    this.fleet = fleet;
    this.deployTo = deployTo;
  }

  /** One sentence for each thing that should not be there. */
  List<String> find(int host) {
    Path root = fleet.onDisk(host, deployTo);
    List<String> found = new ArrayList<>();
    for (String name : FolderListing.names(root)) {
      if (!EXPECTED.contains(name)) {
        found.add("stray " + name);
      }
    }
    findInReleases(root.resolve("releases"), found);
    findHalfMade(root.resolve(".slipway"), found);
    findLocks(root.resolve("repo"), found);
    findProcesses(host, found);
    String name = fleet.host(host).name();
    return found.stream().map(what -> name + ": " + what).toList();
  }

  private static void findInReleases(Path releases, List<String> found) {
    for (String name : FolderListing.names(releases)) {
      if (!RELEASE.matcher(name).matches()) {
        found.add("stray releases/" + name);
      } else if (!Files.isRegularFile(releases.resolve(name).resolve("REVISION"))) {
        found.add("half-made release " + name);
      }
    }
  }

  private static void findHalfMade(Path state, List<String> found) {
    for (String name : FolderListing.names(state)) {
      List<String> paths = new ArrayList<>(List.of(name));
      if (Files.isDirectory(state.resolve(name))) {
        FolderListing.names(state.resolve(name)).forEach(below -> paths.add(name + "/" + below));
      }
      paths.stream()
          .filter(path -> HALF_MADE.matcher(path).matches())
          .forEach(path -> found.add("left-over .slipway/" + path));
    }
  }

  private static void findLocks(Path repo, List<String> found) {
    if (!Files.isDirectory(repo)) {
      return;
    }
    try (Stream<Path> all = Files.walk(repo)) {
      all.filter(path -> path.getFileName().toString().endsWith(".lock"))
          .forEach(path -> found.add("git lock repo/" + repo.relativize(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connections and the app may stay. */
  private void findProcesses(int host, List<String> found) {
    fleet
        .call("exec", Integer.toString(host), "--", "busybox", "ps", "-o", "user,args")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("deploy "))
        .map(line -> line.replaceFirst("deploy +", ""))
        .filter(command -> !command.startsWith("sshd:") && !command.startsWith("busybox httpd"))
        .forEach(command -> found.add("still runs: " + command));
  }
}
