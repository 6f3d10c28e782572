package io.slipway.bench.chaos;

import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.FleetHostState;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares what hosts have as live with what git has in the commit that its REVISION names. */
final class WholeReleases {
  /** What a release has besides the repository's files. */
  private static final List<String> OWN = List.of("REVISION", "REVISION_TIME");

  private final Path repository;
  private final Map<String, Map<String, Long>> sizes = new HashMap<>();

  WholeReleases(Path repository) {
    this.repository = repository;
  }

  /** A sentence for each host whose live release is not just what its commit has. */
  List<String> violations(Fleet fleet) {
    List<String> found = new ArrayList<>();
    List<FleetHostState> states = fleet.state();
    for (FleetHost host : fleet.hosts()) {
      Path releases = fleet.onDisk(host.number(), ChaosFile.DEPLOY_TO + "/releases");
      states
          .get(host.number() - 1)
          .current()
          .flatMap(live -> fault(releases.resolve(live)))
          .ifPresent(fault -> found.add("%s: %s".formatted(host.name(), fault)));
    }
    return found;
  }

  private Optional<String> fault(Path live) {
    try {
      String commit = Files.readString(live.resolve("REVISION")).strip();
      Map<String, Long> expected = sizes.computeIfAbsent(commit, this::inGit);
      Map<String, Long> found = onDisk(live);
      return expected.equals(found)
          ? Optional.empty()
          : Optional.of(
              "%s is not what %s has: %d files, not %d"
                  .formatted(live.getFileName(), commit, found.size(), expected.size()));
    } catch (IOException e) {
      return Optional.of("%s cannot be read: %s".formatted(live.getFileName(), e));
    }
  }

  /** Regular files alone: links are those to shared files. */
  private static Map<String, Long> onDisk(Path live) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(live)) {
      for (Path path : all.toList()) {
        String name = live.relativize(path).toString();
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !OWN.contains(name)) {
          found.put(name, Files.size(path));
        }
      }
    }
    return found;
  }

  private Map<String, Long> inGit(String commit) {
    Map<String, Long> listed = new TreeMap<>();
    Program.run(
            Launch.of(
                "git",
                "-c",
                "safe.directory=*",
                "--git-dir=" + repository,
                "ls-tree",
                "-r",
                "-l",
                commit),
            Duration.ofSeconds(30))
        .lines()
        .map(line -> line.split("\\s+", 5))
        .forEach(words -> listed.put(words[4], Long.valueOf(words[3])));
    return listed;
  }
}
