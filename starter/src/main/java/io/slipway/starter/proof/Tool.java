package io.slipway.starter.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program of the asker's that helps to prove who they are. It may ask on the terminal.
 *
 * @param told gets what the program says while it waits for a person
 */
record Tool(List<String> command, Map<String, String> environment, Consumer<String> told) {

  /** What it has written, once it has ended well. */
  String run(String input) {
    Process process = start();
    CompletableFuture<List<String>> complaints =
        CompletableFuture.supplyAsync(() -> complaints(process));
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      } catch (IOException gone) {
        // It has ended already, and says why.
      }
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw problem("it says: " + String.join(" ", complaints.join()), null);
      }
      return output;
    } catch (IOException e) {
      throw problem("its output cannot be read", e);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw problem("it was interrupted", e);
    }
  }

  private Process start() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw problem("there is no such program on the PATH", e);
    }
  }

  private List<String> complaints(Process process) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.contains("presence")) {
          told.accept(line);
        }
      }
    } catch (IOException ended) {
      return lines;
    }
    return lines;
  }

  private ProblemException problem(String why, @Nullable Exception cause) {
    return new ProblemException(
        ExitCode.USAGE,
        "Tried to sign the request with %s, but %s. Nothing was asked for."
            .formatted(command.getFirst(), why),
        cause);
  }
}
