package io.slipway.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy and the files that it names, read again when one of them changes. A faulty change
 * changes nothing, and is told until it is mended.
 */
final class PolicyFiles {
  private static final Logger logger = LoggerFactory.getLogger(PolicyFiles.class);

  private final Path file;
  private Loaded loaded;
  private List<Mark> tried;

  /** What a gate goes by. */
  record Loaded(Policy policy, AllowedSigners signers) {}

  /** By which a change of a file is noticed. */
  private record Mark(Path file, @Nullable Object key, long modified, long size) {
    static Mark of(Path file) {
      try {
        var found = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
        return new Mark(file, found.fileKey(), found.lastModifiedTime().toMillis(), found.size());
      } catch (IOException e) {
        return new Mark(file, null, -1, -1);
      }
    }
  }

  /**
   * @throws PolicyException when it cannot be used
   */
  PolicyFiles(Path file) {
    this.file = file;
    this.tried = List.of(Mark.of(file));
    this.loaded = load(file);
    this.tried = marks(loaded.policy);
  }

  /** As the files are now, or were when they could last be read. */
  synchronized Loaded now() {
    List<Mark> marks = tried.stream().map(m -> Mark.of(m.file)).toList();
    if (!marks.equals(tried)) {
      tried = marks;
      try {
        loaded = load(file);
        tried = marks(loaded.policy);
        logger.info("Goes by the policy {} as it is now", file);
      } catch (PolicyException e) {
        logger.error(
            "The policy was changed and cannot be used, so that the one before is still gone by:\n"
                + "{}",
            e.getMessage());
      }
    }
    return loaded;
  }

  private List<Mark> marks(Policy policy) {
    return Stream.concat(
            Stream.of(file),
            Stream.of(policy.signers(), policy.revoked())
                .filter(java.util.Objects::nonNull)
                .map(file::resolveSibling))
        .map(Mark::of)
        .toList();
  }

  private static Loaded load(Path file) {
    List<String> faults = new ArrayList<>();
    List<String> own = new ArrayList<>();
    Policy policy = PolicyReader.read(read(file, faults, "", Files::readString), own);
    if (faults.isEmpty()) {
      add(faults, file, own);
    }
    List<String> inSigners = new ArrayList<>();
    List<String> inRevoked = new ArrayList<>();
    AllowedSigners signers =
        AllowedSigners.parse(
            named(file, policy.signers(), faults, "", Files::readString),
            Revoked.parse(
                named(file, policy.revoked(), faults, new byte[0], Files::readAllBytes), inRevoked),
            inSigners);
    add(faults, sibling(file, policy.signers()), inSigners);
    add(faults, sibling(file, policy.revoked()), inRevoked);
    if (faults.isEmpty()) {
      add(faults, file, strangers(policy, signers));
    }
    if (!faults.isEmpty()) {
      throw new PolicyException(faults);
    }
    return new Loaded(policy, signers);
  }

  /** A name that nobody can prove is one that was mistyped. */
  private static List<String> strangers(Policy policy, AllowedSigners signers) {
    if (signers.open() || !policy.oidc().isEmpty()) {
      return List.of();
    }
    List<String> known = signers.names();
    return Stream.concat(
            policy.rules().stream().flatMap(r -> r.who().stream()),
            policy.groups().values().stream().flatMap(List::stream))
        .filter(n -> !policy.groups().containsKey(n) && !known.contains(n))
        .distinct()
        .map("'%s' is neither a group nor a name among the signers"::formatted)
        .toList();
  }

  private static void add(List<String> all, Path file, List<String> faults) {
    faults.forEach(f -> all.add("%s: %s".formatted(file, f)));
  }

  private static Path sibling(Path file, @Nullable String name) {
    return name == null ? file : file.resolveSibling(name);
  }

  private static <T> T named(
      Path file, @Nullable String name, List<String> faults, T none, Reading<T> reading) {
    return name == null || name.isEmpty()
        ? none
        : read(file.resolveSibling(name), faults, none, reading);
  }

  private interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private static <T> T read(Path file, List<String> faults, T none, Reading<T> reading) {
    try {
      return reading.of(file);
    } catch (NoSuchFileException e) {
      faults.add("%s: there is no such file".formatted(file));
    } catch (IOException e) {
      faults.add("%s: it cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
    }
    return none;
  }
}
