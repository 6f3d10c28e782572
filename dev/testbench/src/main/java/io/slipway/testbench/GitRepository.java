package io.slipway.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bare git repository for tests, filled by small commits on branch {@code main}. Every commit and
 * tag is published at once. Git's settings of this machine and its user have no effect on it.
 */
public final class GitRepository implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SETTINGS =
      """
      [user]
        name = Test
        email = test@localhost
      [init]
        defaultBranch = main
      [safe]
        directory = *
      [protocol "file"]
        allow = always
      [advice]
        detachedHead = false
      """;

  private final TemporaryFolder folder = new TemporaryFolder("git");
  private final Path tree = folder.path().resolve("tree");
  private final Path bare;

  private GitRepository(Path bare) {
    this.bare = bare;
  }

  /** Makes an empty bare repository, such as {@code /somewhere/app.git}. */
  public static GitRepository create(Path bare) {
    GitRepository repository = new GitRepository(bare);
    try {
      Files.writeString(repository.settings(), SETTINGS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path anywhere = repository.folder.path();
    repository.gitIn(anywhere, "init", "-q", "--bare", bare.toString());
    repository.gitIn(anywhere, "init", "-q", repository.tree.toString());
    repository.git("remote", "add", "origin", bare.toString());
    return repository;
  }

  /** The bare repository's folder. */
  public Path path() {
    return bare;
  }

  /** Makes a bare copy with all that was published, and nothing that comes later. */
  public Path copy(Path to) {
    String unused = git("clone", "-q", "--bare", ".", to.toString());
    return to;
  }

  /** Writes files (path to content), commits and publishes them; returns the commit's SHA. */
  public String commit(String message, Map<String, String> files) {
    files.forEach(this::write);
    return commitTree(message);
  }

  /** Commits and publishes a symbolic link; returns the commit's SHA. */
  public String link(String path, String target) {
    try {
      Files.createSymbolicLink(tree.resolve(path), Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return commitTree("link " + path);
  }

  /** Gives a working-tree file the executable bit and commits that. */
  public String commitExecutable(String message, String file, String content) {
    write(file, content);
    git("add", file);
    git("update-index", "--chmod=+x", file);
    if (!tree.resolve(file).toFile().setExecutable(true)) {
      throw new IllegalStateException("tried to make %s executable, but it failed".formatted(file));
    }
    return commitTree(message);
  }

  /** Deletes a file in a commit of its own. */
  public String remove(String message, String file) {
    git("rm", "-q", file);
    return commitTree(message);
  }

  /** Adds another repository as a submodule, by the URL under which hosts reach it. */
  public String addSubmodule(GitRepository module, String url, String at) {
    git("submodule", "--quiet", "add", module.path().toString(), at);
    git("config", "-f", ".gitmodules", "submodule." + at + ".url", url);
    return commitTree("Add submodule " + at);
  }

  /** Tags the last commit (annotated) and publishes the tag. */
  public void tag(String name) {
    git("tag", "-a", "-m", name, name);
    publish();
  }

  /** Starts a branch at the last commit; the next commits go to it. */
  public void branch(String name) {
    git("checkout", "-q", "-b", name);
    publish();
  }

  /** Goes back to a branch that exists; the next commits go to it. */
  public void checkout(String name) {
    git("checkout", "-q", name);
  }

  /** The SHA that a ref of the working tree stands for. */
  public String resolve(String ref) {
    return git("rev-parse", "--verify", ref + "^{commit}");
  }

  /** Any other git command in the working tree; its output. Publish with {@link #publish}. */
  public String git(String... arguments) {
    return gitIn(tree, arguments);
  }

  /** Pushes all branches and tags, even where that rewrites what was there. */
  public void publish() {
    git("push", "-q", "--force", "--all", "origin");
    git("push", "-q", "--force", "--tags", "origin");
  }

  /** Deletes the working tree; the bare repository stays. */
  @Override
  public void close() {
    folder.close();
  }

  private String commitTree(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    publish();
    return resolve("HEAD");
  }

  private void write(String file, String content) {
    Path target = tree.resolve(file);
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String gitIn(Path where, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Launch launch =
        Launch.of(command)
            .in(where)
            .with("GIT_CONFIG_GLOBAL", settings().toString())
            .with("GIT_CONFIG_NOSYSTEM", "1");
    return Program.run(launch, LIMIT);
  }

  private Path settings() {
    return folder.path().resolve("settings");
  }
}
