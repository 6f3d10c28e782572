package io.slipway.standalone;

import io.slipway.gate.Gate;
import io.slipway.secret.SecretPermissions;
import io.slipway.standalone.engine.InProcessServer;
import io.slipway.starter.output.ExitCode;
import io.slipway.worker.Wiring;
import io.slipway.worker.WorkerProcess;
import io.slipway.worker.WorkerSettings;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Goes once through what commands usually load, for the archive of loaded classes that makes starts
 * quick: help, a file, Temporal, a worker, a host that refuses. Nothing but loopback is touched,
 * and no engine is started.
 */
final class Practice {
  /** Port 1 is never listened on, so that the host refuses at once. */
  private static final String FILE =
      """
      application: practice
      repository: /nowhere
      deploy_to: /nowhere
      stages:
        practice:
          ssh: {user: nobody}
          hosts:
            - {name: practice, address: 127.0.0.1, port: 1, roles: [web]}
      """;

  /** What is deployed does not exist, so that the run soon ends. */
  private static final Map<String, ExitCode> COMMANDS =
      Map.of(
          "status", ExitCode.DONE,
          "check", ExitCode.FAILED,
          "deploy --revision v1", ExitCode.FAILED);

  private Practice() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-practice-");
    Map<String, String> environment = Map.of("SLIPWAY_STATE", folder.toString(), "PATH", "");
    try (InProcessServer server = new InProcessServer();
        Wiring wiring =
            Wiring.open(
                WorkerSettings.embedded(),
                environment,
                folder,
                SecretPermissions.all(),
                Gate::unsigned)) {
      String address = server.address().target();
      ClientConfigProfile profile = ClientConfigProfile.newBuilder().setAddress(address).build();
      try (WorkerProcess worker =
          WorkerProcess.start(profile, WorkerSettings.embedded(), wiring.activities())) {
        Path file = Files.writeString(folder.resolve("slipway.yml"), FILE);
        run(ExitCode.DONE, folder, environment, "--help");
        run(ExitCode.DONE, folder, environment, "--version");
        run(ExitCode.DONE, folder, environment, "completion");
        run(ExitCode.DONE, folder, environment, "deploy", "--help");
        run(ExitCode.DONE, folder, environment, "validate", "--file", file.toString());
        for (Map.Entry<String, ExitCode> command : COMMANDS.entrySet()) {
          String line =
              "%s practice --file %s --address %s".formatted(command.getKey(), file, address);
          run(command.getValue(), folder, environment, line.split(" "));
        }
        worker.drain();
      }
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  /** A command that ends otherwise than it should has not shown what it usually loads. */
  private static void run(
      ExitCode expected, Path home, Map<String, String> environment, String... arguments) {
    int code = Main.run(environment, home, arguments);
    if (code != expected.number()) {
      throw new IllegalStateException(
          "%s ended with %d".formatted(String.join(" ", arguments), code));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
