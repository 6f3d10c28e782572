package io.slipway.standalone.engine;

import io.slipway.audit.Trail;
import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRings;
import io.slipway.gate.Gate;
import io.slipway.secret.SecretPermissions;
import io.slipway.standalone.Termination;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.gateway.ConnectionSettings;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.gateway.PayloadKeys;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.watch.Watch;
import io.slipway.worker.Discretion;
import io.slipway.worker.Logs;
import io.slipway.worker.Wiring;
import io.slipway.worker.WorkerSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway server}: handles the local engine by hand. */
@Command(
    name = "server",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The local engine: a Temporal server and a worker on this machine, in the background.",
      "Commands start it when no cluster is configured, and it rests when nobody needs it."
    })
public final class ServerCommand implements Runnable {
  private final BackgroundEngine engine;
  private final Map<String, String> environment;
  private final Path home;
  private final KeyRings rings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  public ServerCommand(
      BackgroundEngine engine, Map<String, String> environment, Path home, KeyRings rings) {
    this.engine = engine;
    this.environment = environment;
    this.home = home;
    this.rings = rings;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(name = "start", description = "Start it, unless it runs; return once it answers.")
  int start(@Mixin HelpOption help) {
    print(engine.start(spec.commandLine().getErr()));
    return ExitCode.DONE.number();
  }

  @Command(
      name = "stop",
      description = {
        "Stop it, and return once it is gone.",
        "Open runs wait in its database, and go on when it is started again."
      })
  int stop(@Mixin HelpOption help) {
    say(engine.stop() ? "The local engine is stopped." : "The local engine was not running.");
    return ExitCode.DONE.number();
  }

  @Command(
      name = "status",
      description = "Tell whether it runs, and where. The exit code is 4 when it does not.")
  int status(@Mixin HelpOption help) {
    Optional<EngineNote> note = engine.note();
    if (note.isEmpty()) {
      say("The local engine does not run; the next command that needs it starts it.");
      return ExitCode.REFUSED.number();
    }
    print(note.get().address());
    say("Process    %d".formatted(note.get().engine().pid()));
    say("Log        %s".formatted(engine.folder().engineLog()));
    return ExitCode.DONE.number();
  }

  @Command(
      name = "backup",
      description = {
        "Write its database and audit trail into one file.",
        "It is stopped for that, and started again if it ran; open runs go on, and commands on",
        "hosts have never stopped."
      })
  int backup(
      @Mixin HelpOption help,
      @Parameters(paramLabel = "FILE", description = "The file; it must not exist yet.")
          Path file) {
    engine.folder().create();
    boolean ran = engine.running().isPresent();
    try {
      engine.atRest(() -> new Backup(engine.folder(), InstantSource.system()).write(file));
      say("Written: %s".formatted(file.toAbsolutePath().normalize()));
    } finally {
      if (ran) {
        print(engine.start(spec.commandLine().getErr()));
      }
    }
    return ExitCode.DONE.number();
  }

  @Command(
      name = "restore",
      description = {
        "Put a backup's database in place. The engine must not run.",
        "Runs that were open when it was written go on when the engine starts: a host that has",
        "seen a newer run since refuses what they want. The audit trail stays, if there is one."
      })
  int restore(
      @Mixin HelpOption help,
      @Parameters(paramLabel = "FILE", description = "What slipway server backup has written.")
          Path file,
      @Option(names = "--replace", description = "Move a database that is there aside.")
          boolean replace) {
    if (engine.note().isPresent()) {
      throw new ProblemException(
          ExitCode.REFUSED,
          "The local engine runs, and has its database open. Stop it first: slipway server stop");
    }
    engine.folder().create();
    List<Path> aside = new ArrayList<>();
    engine.atRest(
        () ->
            aside.addAll(
                new Backup(engine.folder(), InstantSource.system()).restore(file, replace)));
    aside.forEach(path -> say("Moved aside: %s".formatted(path)));
    say("Restored. The next command that needs the local engine starts it.");
    return ExitCode.DONE.number();
  }

  @Command(name = "run", description = "Run it in the foreground, until Ctrl-C or SIGTERM.")
  int run(
      @Mixin HelpOption help,
      @Option(names = "--background", hidden = true, description = "Log to the state folder.")
          boolean background)
      throws InterruptedException {
    engine.folder().create();
    if (background) {
      Logs.toFile(engine.folder().engineLog());
    } else {
      Logs.toConsole();
    }
    engine.folder().touch();
    // Its user is the one who asks it for work.
    Map<String, String> own = new HashMap<>(environment);
    own.putIfAbsent(Watch.PERMISSION, "allow");
    own.putIfAbsent(Trail.FILE, "file:" + engine.folder().audit());
    KeyRing keys = PayloadKeys.find(ConnectionSettings.NONE, environment, rings).orElse(null);
    try (Wiring wiring =
        Wiring.open(
            WorkerSettings.embedded(), own, home, SecretPermissions.all(), Gate::unsigned)) {
      Logs.redact(wiring.redactor());
      Discretion discretion = new Discretion(wiring.redactor(), keys);
      Engine running = new Engine(environment, home, wiring.activities(), discretion);
      Termination.during(running::run, running::stop);
    }
    return ExitCode.DONE.number();
  }

  private void print(LocalEngine.Address address) {
    say("Temporal   %s, namespace %s".formatted(address.target(), address.namespace()));
    URI webUi = address.webUi();
    say("Web UI     %s".formatted(webUi == null ? "none" : webUi));
    say("State      %s".formatted(address.durable() ? engine.folder().path() : "in memory"));
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
