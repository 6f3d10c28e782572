package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.domain.Revision;
import io.slipway.domain.Source;
import io.slipway.shell.Pulse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's own view of git repositories: a mirror and archives of each in the cache folder.
 * Activities that ask for the same revision at the same time share one fetch and one archive.
 */
public final class Repositories {
  private static final Logger logger = LoggerFactory.getLogger(Repositories.class);
  private static final Duration FETCH = Duration.ofMinutes(50);
  private static final Duration ASK = Duration.ofMinutes(2);

  private final Path cache;
  private final CommitSigners signers;
  private final FolderLock lock = new FolderLock();

  /** Where commits are verified with git's own settings alone. */
  public Repositories(Path cache) {
    this(cache, CommitSigners.OF_GIT);
  }

  /**
   * @param signers whose signatures of commits count
   */
  public Repositories(Path cache, CommitSigners signers) {
    this.cache = cache.toAbsolutePath();
    this.signers = signers;
  }

  /** The commit that a branch, tag or (abbreviated) commit id means now. */
  public Revision resolve(String url, String ref, Pulse pulse) {
    RefChoice.refuseOdd(ref);
    Git.Answer answer = git(ASK, pulse).run("ls-remote", "--", url);
    if (answer.status() != 0) {
      throw Mirror.unreachable(url, answer.err());
    }
    List<Ref> refs = answer.text().lines().flatMap(Repositories::parse).toList();
    return RefChoice.among(refs, ref)
        .or(() -> older(url, ref, pulse))
        .orElseThrow(() -> RefChoice.notFound(ref, url, shortNames(refs)));
  }

  /** Fails unless the commit carries a good signature of somebody who is known here. */
  public void verify(String url, Revision revision, Pulse pulse) {
    String signer =
        inMirror(
            url,
            pulse,
            mirror -> {
              mirror.fetch(revision);
              return new Signature(signers).signer(mirror, revision);
            });
    logger.info("Commit {} is signed: {}", revision, signer);
  }

  /** A server may send anything; what is no ref is passed over. */
  private static Stream<Ref> parse(String line) {
    int tab = line.indexOf('\t');
    return tab > 0 && RefChoice.isFull(line.substring(0, tab))
        ? Stream.of(new Ref(line.substring(0, tab), line.substring(tab + 1)))
        : Stream.empty();
  }

  private static List<String> shortNames(List<Ref> refs) {
    return refs.stream()
        .map(Ref::name)
        .filter(name -> name.startsWith("refs/heads/") || name.startsWith("refs/tags/"))
        .filter(name -> !name.endsWith("^{}"))
        .map(name -> name.replaceFirst("refs/(heads|tags)/", ""))
        .toList();
  }

  /** A commit that is not the tip of anything can only be found in a mirror. */
  private Optional<Revision> older(String url, String ref, Pulse pulse) {
    if (RefChoice.isFull(ref)) {
      return Optional.of(Revision.of(ref));
    }
    if (!RefChoice.isAbbreviation(ref)) {
      return Optional.empty();
    }
    return inMirror(
        url,
        pulse,
        mirror -> {
          mirror.update();
          return mirror.named(ref);
        });
  }

  /** All files of a revision, as archives that stay in the cache for at least an hour. */
  public Parcel pack(Source source, Revision revision, Pulse pulse) {
    String below = source.subdirectory();
    List<Archive> archives = new ArrayList<>();
    long committedAt =
        inMirror(
            source.repository(),
            pulse,
            mirror -> {
              mirror.fetch(revision);
              archives.add(shelf(mirror).archive(mirror, revision, below, ""));
              return mirror.committedAt(revision);
            });
    if (source.submodules()) {
      addSubmodules(source.repository(), revision, below, "", archives, pulse);
    }
    return new Parcel(archives, committedAt);
  }

  private void addSubmodules(
      String url,
      Revision revision,
      @Nullable String below,
      String at,
      List<Archive> archives,
      Pulse pulse) {
    List<Submodules.Submodule> modules =
        inMirror(url, pulse, mirror -> Submodules.of(mirror, revision, below));
    for (Submodules.Submodule module : modules) {
      String path = below == null ? module.path() : module.path().substring(below.length() + 1);
      String place = at.isEmpty() ? path : at + "/" + path;
      archives.add(
          inMirror(
              module.url(),
              pulse,
              mirror -> {
                mirror.fetch(module.revision());
                return shelf(mirror).archive(mirror, module.revision(), null, place);
              }));
      addSubmodules(module.url(), module.revision(), null, place, archives, pulse);
    }
  }

  private Git git(Duration limit, Pulse pulse) {
    return new Git(limit, pulse, signers.environment());
  }

  private static Shelf shelf(Mirror mirror) {
    return new Shelf(mirror.folder().resolveSibling("archives"));
  }

  private <T> T inMirror(String url, Pulse pulse, MirrorWork<T> work) {
    Path folder = cache.resolve(Shelf.sha256(url.getBytes(UTF_8)).substring(0, 24));
    return lock.holding(
        folder,
        pulse,
        () -> work.with(new Mirror(folder.resolve("mirror.git"), url, git(FETCH, pulse))));
  }

  @FunctionalInterface
  private interface MirrorWork<T> {
    T with(Mirror mirror);
  }
}
