package io.slipway.starter.capistrano;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has Ruby evaluate the files, as {@code cap} does. Tasks are not run. */
final class RubyReader implements StageReader {
  private static final int PATIENCE_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether there is a Ruby that runs. */
  static boolean there() {
    try {
      Process ruby =
          new ProcessBuilder("ruby", "-e", "exit RUBY_VERSION.to_f >= 2.5")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      ruby.getOutputStream().close();
      return ruby.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && ruby.exitValue() == 0;
    } catch (IOException noRuby) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public StageReading read(CapistranoProject project, String stage) {
    try {
      Path answer = Files.createTempFile("slipway-capistrano", ".json");
      Path said = Files.createTempFile("slipway-capistrano", ".txt");
      try {
        run(project, stage, answer, said);
        return JSON.readValue(Files.readString(answer), StageReading.class);
      } catch (JsonProcessingException e) {
        throw failed(project, stage, "it gave no answer: %s".formatted(tail(said)), e);
      } finally {
        Files.delete(answer);
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Tried to have Ruby read %s".formatted(project.folder()), e);
    }
  }

  private static void run(CapistranoProject project, String stage, Path answer, Path said)
      throws IOException {
    Process ruby =
        new ProcessBuilder("ruby", "-", project.folder().toString(), stage)
            .directory(project.folder().toFile())
            .redirectOutput(answer.toFile())
            .redirectError(said.toFile())
            .start();
    try {
      ruby.getOutputStream().write(script());
      ruby.getOutputStream().close();
      if (!ruby.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw failed(project, stage, "it took more than %d s".formatted(PATIENCE_SECONDS), null);
      }
      if (ruby.exitValue() != 0) {
        throw failed(project, stage, tail(said), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(project, stage, "it was interrupted", e);
    } finally {
      ruby.destroyForcibly();
    }
  }

  private static byte[] script() throws IOException {
    try (InputStream script = RubyReader.class.getResourceAsStream("read.rb")) {
      return Objects.requireNonNull(script, "read.rb").readAllBytes();
    }
  }

  private static String tail(Path said) throws IOException {
    String text = new String(Files.readAllBytes(said), UTF_8).strip();
    return text.isEmpty() ? "it said nothing" : text.lines().reduce("", (a, b) -> b);
  }

  private static ProblemException failed(
      CapistranoProject project, String stage, String why, @Nullable Exception cause) {
    return new ProblemException(
        ExitCode.USAGE,
        "Tried to have Ruby evaluate config/deploy.rb and config/deploy/%s.rb of %s, but %s. Mend it, or say --without-ruby to have only plain lines read."
            .formatted(stage, project.folder(), why),
        cause);
  }
}
