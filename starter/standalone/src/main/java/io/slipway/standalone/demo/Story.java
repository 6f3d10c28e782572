package io.slipway.standalone.demo;

import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What the demo does and says, with the real commands and their real output. */
final class Story {
  private static final String STAGE = "production";

  private final PrintWriter out;
  private final CommandLine slipway;
  private final Path file;
  private final int appPort;

  Story(PrintWriter out, CommandLine slipway, Path file, int appPort) {
    this.out = out;
    this.slipway = slipway;
    this.file = file;
    this.appPort = appPort;
  }

  void tell() throws InterruptedException {
    say("Can both hosts be deployed to?");
    run(ExitCode.DONE, "check", STAGE);
    say("The first deploy.");
    run(ExitCode.DONE, "deploy", STAGE, "--revision", "v1");
    look("v1");
    say("The second: one host first, then the rest.");
    run(ExitCode.DONE, "deploy", STAGE, "--revision", "v2");
    look("v2");
    say("v3 is broken on purpose. Its first host fails its health check, and goes back by itself.");
    run(ExitCode.REVERTED, "deploy", STAGE, "--revision", "v3");
    look("v2");
    say("Back to the release before, by hand.");
    run(ExitCode.DONE, "rollback", STAGE);
    look("v1");
    say("What was done to this stage.");
    run(ExitCode.DONE, "history", STAGE);
  }

  void tellWhere(LocalEngine.Address engine) {
    URI webUi = engine.webUi();
    say(
        webUi == null
            ? "Each run is a Temporal workflow; there is no Web UI without the temporal program."
            : "Each run is a Temporal workflow: see them at %s while the demo runs (--keep)."
                .formatted(webUi));
  }

  private void run(ExitCode expected, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--file", file.toString()));
    out.println("$ slipway " + String.join(" ", arguments));
    out.flush();
    int code = slipway.execute(arguments.toArray(new String[0]));
    out.println("  (exit code %d)".formatted(code));
    out.flush();
    if (code != expected.number()) {
      throw new ProblemException(
          ExitCode.FAILED,
          "The demo expected exit code %d (%s), and stops here. Please report it with all of the output."
              .formatted(expected.number(), expected.meaning()));
    }
  }

  /** Asks the application on each host, as a user would. */
  private void look(String version) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      for (Map.Entry<String, String> host : Hosts.ADDRESSES.entrySet()) {
        URI uri = URI.create("http://%s:%d/".formatted(host.getValue(), appPort));
        String answer =
            http.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
        out.println("  %s answers: %s".formatted(host.getKey(), answer));
        if (!answer.equals("shop " + version)) {
          throw new ProblemException(
              ExitCode.FAILED,
              "The demo expected 'shop %s' of %s, and stops here."
                  .formatted(version, host.getKey()));
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.FAILED, "The application does not answer: %s.".formatted(e), e);
    }
  }

  private void say(String sentence) {
    out.println();
    out.println("== " + sentence);
    out.flush();
  }
}
