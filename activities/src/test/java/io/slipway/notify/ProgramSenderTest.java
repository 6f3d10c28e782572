package io.slipway.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Notice;
import io.slipway.domain.Channel;
import io.slipway.redact.Redactor;
import io.slipway.secret.FakeStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands know neither secrets nor times when they are away. */
final class ProgramSenderTest {
  @TempDir Path folder;

  private static void send(Notice notice, Map<String, String> environment)
      throws InterruptedException {
    Notifying notifying =
        new Notifying(new FakeStore(), new Redactor(), InstantSource.system(), environment);
    try (Attempt attempt = notifying.attempt(false, () -> {});
        Notifying.Passage passage = notifying.passage(notice.to().channel())) {
      passage.sender().send(notice, attempt);
    }
  }

  private static final Map<String, String> ALLOWED = Map.of("SLIPWAY_WORKER_NOTIFY", "allow");

  @Test
  void is_given_the_notice_as_json() throws Exception {
    Path told = folder.resolve("told");
    send(Notices.begun(new Channel.Program("cat > '%s'".formatted(told))), ALLOWED);
    String json = Files.readString(told);
    assertTrue(json.contains("\"occasion\":\"START\""), json);
    assertTrue(json.contains("\"message\":\"It begins.\""), json);
  }

  @Test
  void finds_nothing_of_the_worker_in_its_environment() throws Exception {
    Path told = folder.resolve("told");
    send(Notices.begun(new Channel.Program("env > '%s'".formatted(told))), ALLOWED);
    List<String> names =
        Files.readAllLines(told).stream().map(line -> line.replaceFirst("=.*", "")).toList();
    assertTrue(names.contains("PATH"), names.toString());
    Set<String> plain =
        Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "PWD", "OLDPWD",
            "SHLVL", "_");
    assertEquals(
        List.of(),
        names.stream()
            .filter(n -> !plain.contains(n) && !n.matches("LC_[A-Z]+|[A-Za-z]+_(proxy|PROXY)"))
            .toList());
  }

  @Test
  void a_worker_runs_none_that_it_was_not_started_to_run() {
    Path told = folder.resolve("told");
    SendFault fault =
        assertThrows(
            SendFault.class,
            () -> send(Notices.begun(new Channel.Program("touch '%s'".formatted(told))), Map.of()));
    assertEquals(SendFault.Kind.REFUSED, fault.kind());
    assertTrue(fault.remedy().contains("SLIPWAY_WORKER_NOTIFY=allow"), fault.remedy());
    assertTrue(Files.notExists(told));
  }

  @Test
  void one_that_fails_is_not_run_again() {
    SendFault fault =
        assertThrows(
            SendFault.class,
            () -> send(Notices.begun(new Channel.Program("echo no; exit 3")), ALLOWED));
    assertEquals(SendFault.Kind.REFUSED, fault.kind());
    assertEquals("'echo no; exit 3' ended with status 3: no", fault.reason());
  }
}
