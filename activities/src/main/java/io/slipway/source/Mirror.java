package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bare mirror of one repository on the worker. Use under its repository's lock. */
final class Mirror {
  private final Path folder;
  private final String url;
  private final Git git;

  Mirror(Path folder, String url, Git git) {
    this.folder = folder;
    this.url = url;
    this.git = git;
  }

  boolean exists() {
    return Files.exists(folder.resolve("HEAD"));
  }

  boolean has(Revision revision) {
    return exists() && run("cat-file", "-e", revision + "^{commit}").status() == 0;
  }

  /** The one commit whose id begins so; none when the mirror has none, or several. */
  Optional<Revision> named(String abbreviation) {
    Git.Answer answer = run("rev-parse", "--verify", "--quiet", abbreviation + "^{commit}");
    return answer.status() == 0
        ? Optional.of(Revision.of(answer.text().strip()))
        : Optional.empty();
  }

  /** Makes sure that the commit is here. */
  void fetch(Revision revision) {
    if (has(revision)) {
      return;
    }
    update();
    String said = "";
    if (!has(revision)) {
      // Not on any branch or tag: some servers hand a commit out by its name.
      said = run("fetch", "--quiet", "origin", revision.value()).err();
    }
    if (!has(revision)) {
      throw new SourceException(
          FailureType.REVISION_NOT_FOUND,
          "fetch commit %s to the worker".formatted(revision.abbreviated()),
          "%s does not have it, or no branch or tag holds it".formatted(url),
          "Push it, or deploy a branch or tag that holds it.",
          said);
    }
  }

  /** Fetches all branches and tags. */
  void update() {
    sweepLocks();
    if (exists()) {
      must(run("fetch", "--quiet", "--prune", "origin"));
      return;
    }
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
    Folders.remove(unfinished);
    must(git.run("clone", "--quiet", "--mirror", "--", url, unfinished.toString()));
    try {
      Folders.remove(folder);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long committedAt(Revision revision) {
    return Long.parseLong(sound(run("log", "-1", "--format=%ct", revision.value())).text().strip());
  }

  boolean isTree(Revision revision, String path) {
    return run("cat-file", "-t", revision + ":" + path).text().strip().equals("tree");
  }

  /** Git in this mirror. */
  Git.Answer run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--git-dir=" + folder));
    all.addAll(List.of(arguments));
    return git.run(all.toArray(String[]::new));
  }

  Path folder() {
    return folder;
  }

  String url() {
    return url;
  }

  Git git() {
    return git;
  }

  static Git.Answer sound(Git.Answer answer) {
    if (answer.status() != 0) {
      throw new SourceException(
          FailureType.UNEXPECTED,
          "read the worker's mirror",
          "git failed",
          "Look at its output; deleting the worker's cache folder does no harm.",
          answer.err());
    }
    return answer;
  }

  private void must(Git.Answer answer) {
    if (answer.status() != 0) {
      throw unreachable(url, answer.err());
    }
  }

  static SourceException unreachable(String url, String said) {
    FetchFault fault = FetchFault.of(said, url, "the worker");
    return new SourceException(
        fault.type(), "fetch from %s".formatted(url), fault.reason(), fault.remedy(), said);
  }

  /** A fetch that was killed leaves git's lock files; whoever holds our lock fetches alone. */
  private void sweepLocks() {
    if (!exists()) {
      return;
    }
    for (Path lock : Folders.filesEndingWith(folder, ".lock")) {
      Folders.remove(lock);
    }
  }
}
