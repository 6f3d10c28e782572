package io.slipway.standalone.demo;

import io.slipway.codec.KeyRings;
import io.slipway.standalone.engine.BackgroundEngine;
import io.slipway.standalone.engine.Programs;
import io.slipway.starter.command.CommandTree;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.worker.OpenParts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway demo}: shows the main job, and leaves nothing behind. */
@Command(
    name = "demo",
    description = {
      "Show the main job on this machine: two sshd on loopback, a deploy, another one, one that is"
          + " broken and goes back, and a rollback.",
      "It has a folder and an engine of its own, and removes both at its end. Linux only."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Map<String, String> NEEDED = needed();

  private final Map<String, String> environment;
  private final Path home;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  @Option(names = "--keep", description = "Keep hosts and Web UI until Ctrl-C, to look at them.")
  boolean keep;

  public DemoCommand(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    Programs programs = new Programs(environment, home);
    requirePrograms(programs);
    OpenParts parts =
        new OpenParts(
            (part, e) ->
                System.err.println("slipway demo: tried to clean up, but " + e.getMessage()));
    Thread interrupted = Thread.ofPlatform().name("demo-cleanup").unstarted(parts::close);
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      show(parts, programs);
      return ExitCode.DONE.number();
    } finally {
      parts.close();
    }
  }

  private void show(OpenParts parts, Programs programs) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Workbench bench = parts.add(new Workbench(programs));
    Hosts hosts = parts.add(new Hosts(bench));
    out.println("== Two hosts and a git repository, in %s".formatted(bench.folder()));
    out.flush();
    hosts.start();
    Repository repository = new Repository(bench);
    repository.create();
    Path file =
        bench.write(
            "slipway.yml", bench.folder().resolve("slipway.yml"), values(bench, hosts, repository));
    out.println(bench.read(file));
    Map<String, String> own = ownEnvironment(bench);
    BackgroundEngine engine = new BackgroundEngine(own, home);
    parts.add(engine::stop);
    CommandLine slipway = CommandTree.of(engine, own, KeyRings.ofFiles());
    slipway.setOut(out);
    slipway.setErr(spec.commandLine().getErr());
    Story story = new Story(out, slipway, file, hosts.appPort());
    story.tell();
    engine.running().ifPresent(story::tellWhere);
    if (keep) {
      out.println("   Press Ctrl-C to end the demo.");
      out.flush();
      new CountDownLatch(1).await();
    }
  }

  private static Map<String, String> values(Workbench bench, Hosts hosts, Repository repository) {
    return Map.of(
        "REPOSITORY", repository.folder().toString(),
        "FOLDER", bench.folder().toString(),
        "USER", System.getProperty("user.name"),
        "SSH_PORT", Integer.toString(hosts.sshPort()),
        "APP_PORT", Integer.toString(hosts.appPort()));
  }

  /** Neither the user's engine nor a cluster of theirs has a part in it. */
  private Map<String, String> ownEnvironment(Workbench bench) {
    Map<String, String> own = new LinkedHashMap<>(environment);
    own.keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.equals("SSH_AUTH_SOCK"));
    own.put(
        "TEMPORAL_CONFIG_FILE",
        bench.write(bench.folder().resolve("temporal.toml"), "[profile.default]\n").toString());
    own.put("SLIPWAY_STATE", bench.folder().resolve("state").toString());
    own.put("XDG_CACHE_HOME", bench.folder().resolve("cache").toString());
    return own;
  }

  private static void requirePrograms(Programs programs) {
    List<String> missing =
        NEEDED.entrySet().stream()
            .filter(n -> programs.find(n.getKey()).isEmpty())
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      throw new ProblemException(
          ExitCode.USAGE,
          "The demo needs %s. Install it: dev/components install %s, or with the system's package manager."
              .formatted(String.join(", ", missing), String.join(" ", missing)));
    }
  }

  /** Program to the package that brings it. */
  private static Map<String, String> needed() {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put("sshd", "openssh-server");
    needed.put("ssh-keygen", "openssh-client");
    needed.put("git", "git");
    needed.put("python3", "python3");
    return needed;
  }
}
