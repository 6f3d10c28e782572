package io.slipway.standalone.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.KeyRings;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command refuses to begin with. */
class CodecCommandTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void elsewhere_than_on_loopback_somebody_must_say_to_whom() {
    assertTrue(refused("--listen", "0.0.0.0:0").contains("nobody has said to whom"));
    assertTrue(refused("--listen", "0.0.0.0:0", "--behind-proxy").contains("nobody has said"));
    assertTrue(refused("--behind-proxy").contains("nobody has said to whom"));
  }

  @Test
  void elsewhere_than_on_loopback_it_wants_tls() throws IOException {
    String tokens = file("rw-------", TOKEN).toString();

    assertTrue(
        refused("--listen", "0.0.0.0:0", "--token-file", tokens).contains("without TLS all on"));
    assertTrue(
        refused("--listen", "0.0.0.0:0", "--token-file", tokens, "--behind-proxy")
            .contains("no payload keys are set"));
  }

  @Test
  void tokens_are_long_and_their_owners_alone() throws IOException {
    assertTrue(
        refused("--token-file", file("rw-r--r--", TOKEN).toString())
            .contains("others may use the file (rw-r--r--)"));
    String words = refused("--token-file", file("rw-------", "short").toString());
    assertTrue(words.contains("less than 32 characters"), words);
    TokenFile tokens = TokenFile.read(file("rw-------", "# of ana\n" + TOKEN + "\n"));
    assertTrue(tokens.refusal(TOKEN).isEmpty());
    assertTrue(tokens.refusal(TOKEN + "0").isPresent());
    assertTrue(tokens.refusal("# of ana").isPresent());
  }

  @Test
  void origins_are_written_as_browsers_write_them() {
    assertEquals(2, run(new AtomicReference<>(), "--origin", "http://ui.example.com/"));
    assertEquals(2, run(new AtomicReference<>(), "--origin", "*"));
    assertEquals(2, run(new AtomicReference<>()), "none");
    assertEquals(2, run(new AtomicReference<>(), "--origin", "http://ui", "--listen", "off"));
  }

  private Path file(String permissions, String text) throws IOException {
    Path file = Files.createTempFile(folder, "tokens", "");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String refused(String... arguments) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    String[] all = new String[arguments.length + 2];
    all[0] = "--origin";
    all[1] = "http://127.0.0.1:8233";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    int unused = run(failure, all);
    return String.valueOf(assertInstanceOf(ProblemException.class, failure.get()).getMessage());
  }

  private static int run(AtomicReference<Exception> failure, String... arguments) {
    CommandLine command = new CommandLine(new CodecCommand(Map.of(), KeyRings.ofFiles()));
    command.setErr(new PrintWriter(new StringWriter()));
    command.setExecutionExceptionHandler(
        (e, line, result) -> {
          failure.set(e);
          return 1;
        });
    return command.execute(arguments);
  }
}
