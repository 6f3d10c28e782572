package io.slipway.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.RemotePath;
import io.slipway.shell.Outcome.Exited;
import io.slipway.shell.Outcome.Signalled;
import io.slipway.shell.Outcome.TimedOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What everything that lends sessions must do. The host has a POSIX shell, {@code ps} with {@code
 * -e} or {@code /proc}, and common tools.
 */
public abstract class HostSessionContract {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path local;

  /** Sessions on one host, closed by the test. */
  protected abstract HostSessions open();

  /** How that host is reached. */
  protected abstract HostAccess access();

  /** A directory on the host that is empty, absolute, and that sessions may write to. */
  protected abstract String folder();

  @Test
  void tells_the_exit_status_and_both_streams() {
    Finished finished = run("echo out; echo err >&2; exit 7");

    assertEquals(new Exited(7), finished.outcome());
    assertEquals("out\n", finished.out().text());
    assertEquals("err\n", finished.err().text());
    assertFalse(finished.succeeded());
  }

  @Test
  void succeeds_with_an_empty_script_and_without_a_last_newline() {
    assertEquals(new Exited(0), run("").outcome());
    assertEquals("x", run("printf x # a comment").out().text());
  }

  @Test
  void tells_the_signal_that_ended_it() {
    assertEquals(new Signalled("TERM"), run("kill -TERM $$; sleep 5").outcome());
    assertEquals(new Signalled("KILL"), run("kill -KILL $$; sleep 5").outcome());
  }

  @Test
  void runs_nothing_of_a_script_that_is_no_shell() {
    Finished finished = run("echo begun; if true; then");

    assertFalse(finished.succeeded());
    assertEquals("", finished.out().text());
  }

  @Test
  void keeps_head_and_tail_of_much_output_on_both_streams() {
    Finished finished =
        run(
            "echo first; seq 1 600000; echo last\n"
                + "{ echo FIRST; seq 1 600000; echo LAST; } >&2");

    assertEquals(new Exited(0), finished.outcome());
    assertBounded(finished.out(), "first\n1\n2\n", "\n600000\nlast\n");
    assertBounded(finished.err(), "FIRST\n1\n2\n", "\n600000\nLAST\n");
  }

  @Test
  void gives_what_it_starts_no_rest_of_the_script_to_read() {
    Finished finished = run("cat; echo after; read -r line || echo nothing; echo end");

    assertEquals("after\nnothing\nend\n", finished.out().text());
  }

  @Test
  void takes_a_script_longer_than_any_buffer() {
    String filler = ": %s\n".formatted("x".repeat(1_000)).repeat(4_000);

    assertEquals("whole\n", run("echo whole\n" + filler).out().text());
  }

  @Test
  void shows_nothing_of_the_script_in_the_list_of_processes() {
    Finished finished =
        run(
            "secret='hush-'; secret=\"${secret}4711\"; sleep 0.2; cat /proc/[0-9]*/cmdline | tr"
                + " '\\0' ' '");

    assertTrue(finished.out().text().contains("sh"), finished.out().text());
    assertFalse(finished.out().text().contains("hush-"), finished.out().text());
  }

  @Test
  void kills_all_that_a_script_started_when_its_time_is_over() {
    Finished finished =
        run(
            "cd '%s'; (while :; do date +%%s%%N >beat; sleep 0.1; done) &\n".formatted(folder())
                + "trap '' TERM; echo begun; sleep 60; sleep 60",
            Duration.ofSeconds(2));

    assertEquals(new TimedOut(Duration.ofSeconds(2), true), finished.outcome());
    assertEquals("begun\n", finished.out().text());
    assertStopped();
  }

  @Test
  void kills_it_when_the_pulse_says_stop_and_throws_what_the_pulse_threw() {
    IllegalStateException stop = new IllegalStateException("stop");
    Pulse pulse =
        () -> {
          if (begun()) {
            throw stop;
          }
        };

    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                run(
                    "cd '%s'; touch begun; while :; do date +%%s%%N >beat; sleep 0.1; done"
                        .formatted(folder()),
                    LONG,
                    pulse));

    assertSame(stop, thrown);
    assertStopped();
  }

  @Test
  void beats_while_it_waits() {
    AtomicInteger beats = new AtomicInteger();

    run("sleep 11", LONG, beats::incrementAndGet);

    assertTrue(beats.get() >= 3, beats + " beats in 11 seconds");
  }

  @Test
  void does_not_wait_for_a_daemon_that_holds_the_output_open() {
    Finished finished = run("sleep 25 & echo started", Duration.ofSeconds(20));

    assertEquals(new Exited(0), finished.outcome());
    assertEquals("started\n", finished.out().text());
  }

  @Test
  void runs_several_scripts_in_one_session() {
    try (HostSessions sessions = open()) {
      String both =
          sessions.withSession(
              access(),
              Pulse.NONE,
              session ->
                  session.run(script("printf 1", LONG)).out().text()
                      + session.run(script("printf 2", LONG)).out().text());
      assertEquals("12", both);
    }
  }

  @Test
  void passes_on_what_the_work_throws() {
    IllegalStateException own = new IllegalStateException("own");
    try (HostSessions sessions = open()) {
      assertSame(
          own,
          assertThrows(
              IllegalStateException.class,
              () ->
                  sessions.withSession(
                      access(),
                      Pulse.NONE,
                      session -> {
                        throw own;
                      })));
    }
  }

  @Test
  void uploads_a_file_whole_for_the_user_alone() throws IOException {
    Path file = local.resolve("a file");
    byte[] content = new byte[3_000_000];
    new Random(7).nextBytes(content);
    Files.write(file, content);
    String target = folder() + "/it's here";

    upload(file, sha256(content), target);
    Finished found = run("cd '%s' && ls -l -A && sha256sum <\"it's here\"".formatted(folder()));

    assertTrue(found.out().text().contains("-rw------- "), found.out().text());
    assertTrue(found.out().text().contains(sha256(content)), found.out().text());
    assertEquals("it's here\n", run("ls -A '%s'".formatted(folder())).out().text());
  }

  @Test
  void replaces_a_file_only_by_one_with_the_right_checksum() throws IOException {
    Path file = Files.writeString(local.resolve("new"), "new content");
    run("printf old >'%s/file'".formatted(folder()));

    HostFaultException refused =
        assertThrows(
            HostFaultException.class,
            () -> upload(file, sha256("other content".getBytes(UTF_8)), folder() + "/file"));

    assertTrue(refused.failure().reason().contains("checksum"), refused.failure().message());
    assertEquals("old", run("cat '%s/file'".formatted(folder())).out().text());
    assertEquals("file\n", run("ls -A '%s'".formatted(folder())).out().text());
    upload(file, sha256("new content".getBytes(UTF_8)), folder() + "/file");
    assertEquals("new content", run("cat '%s/file'".formatted(folder())).out().text());
  }

  @Test
  void uploads_an_empty_file() throws IOException {
    Path file = Files.createFile(local.resolve("empty"));

    upload(file, sha256(new byte[0]), folder() + "/empty");

    assertEquals("0\n", run("wc -c <'%s/empty'".formatted(folder())).out().text());
  }

  @Test
  void says_why_a_file_cannot_be_put_somewhere() throws IOException {
    Path file = Files.writeString(local.resolve("new"), "x");
    run("mkdir '%s/taken'".formatted(folder()));

    for (String target : new String[] {"/taken", "/missing/file"}) {
      HostFaultException refused =
          assertThrows(
              HostFaultException.class,
              () -> upload(file, sha256("x".getBytes(UTF_8)), folder() + target));
      assertFalse(refused.failure().type().passing(), refused.failure().message());
    }
    assertEquals("", run("ls -A '%s/taken'".formatted(folder())).out().text());
  }

  @Test
  void downloads_a_file_as_it_is() throws IOException {
    Path file = local.resolve("a file");
    byte[] content = new byte[9_000_000];
    new Random(8).nextBytes(content);
    Files.write(file, content);
    upload(file, sha256(content), folder() + "/it's here");

    byte[] got = download(folder() + "/it's here", content.length);

    assertArrayEquals(content, got);
    run(": >'%s/empty'".formatted(folder()));
    assertEquals(0, download(folder() + "/empty", 0).length);
  }

  @Test
  void says_why_a_file_cannot_be_had_whole() {
    run("cd '%s' && printf old >file && mkdir taken".formatted(folder()));

    assertNotHad("/missing", 3);
    assertNotHad("/taken", 3);
    assertNotHad("/file", 2);
    assertNotHad("/file", 4);
    assertEquals("old", new String(download(folder() + "/file", 3), UTF_8));
  }

  @Test
  void a_download_that_cannot_be_kept_ends_and_leaves_the_host_to_others() {
    run("head -c 20000000 /dev/zero >'%s/large'".formatted(folder()));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("the disk is full");
          }
        };

    assertThrows(HostFaultException.class, () -> download(folder() + "/large", 20_000_000, full));

    assertEquals(20_000_000, download(folder() + "/large", 20_000_000).length);
  }

  private void assertNotHad(String name, long size) {
    HostFaultException refused =
        assertThrows(HostFaultException.class, () -> download(folder() + name, size));
    assertFalse(refused.failure().type().passing(), refused.failure().message());
  }

  private byte[] download(String from, long size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    download(from, size, bytes);
    return bytes.toByteArray();
  }

  private void download(String from, long size, OutputStream to) {
    try (HostSessions sessions = open()) {
      sessions.withSession(
          access(),
          Pulse.NONE,
          session -> {
            session.download(RemotePath.of(from), size, to);
            return true;
          });
    }
  }

  /** Runs a script in a session of its own. */
  protected final Finished run(String text) {
    return run(text, LONG);
  }

  private Finished run(String text, Duration timeout) {
    return run(text, timeout, Pulse.NONE);
  }

  private Finished run(String text, Duration timeout, Pulse pulse) {
    try (HostSessions sessions = open()) {
      return sessions.withSession(access(), pulse, session -> session.run(script(text, timeout)));
    }
  }

  private void upload(Path file, String sha256, String target) {
    try (HostSessions sessions = open()) {
      sessions.withSession(
          access(),
          Pulse.NONE,
          session -> {
            session.upload(file, sha256, RemotePath.of(target));
            return true;
          });
    }
  }

  private static Script script(String text, Duration timeout) {
    return new Script("run a test", text, timeout);
  }

  private boolean begun() {
    return run("test -e '%s/begun'".formatted(folder())).succeeded();
  }

  /** What writes into the file {@code beat} every 100 ms does so no more. */
  private void assertStopped() {
    String look =
        "cd '%s' && a=$(cat beat) && sleep 0.5 && [ \"$a\" = \"$(cat beat)\" ]".formatted(folder());
    Finished same = run(look);
    assertInstanceOf(Exited.class, same.outcome());
    assertTrue(same.succeeded(), "it still runs");
  }

  private static void assertBounded(Captured captured, String begin, String end) {
    assertTrue(captured.text().startsWith(begin));
    assertTrue(captured.text().endsWith(end));
    assertTrue(captured.omitted() > 3_000_000, captured.omitted() + " omitted");
    assertTrue(captured.text().length() < 300_000, captured.text().length() + " kept");
    assertTrue(captured.text().contains("\n"), "a line says what is missing");
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
