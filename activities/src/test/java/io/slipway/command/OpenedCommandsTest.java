package io.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.CommandOrder;
import io.slipway.contract.CommandsOrder;
import io.slipway.contract.FailureType;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.StageName;
import io.slipway.domain.WorkerCommand;
import io.slipway.redact.Redactor;
import io.slipway.testbench.Eventually;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedCommandsTest {
  private static final RunKey KEY =
      new RunKey(
          ApplicationName.of("shop"),
          StageName.of("production"),
          RunKind.DEPLOY,
          ReleaseId.of("20261124090000"));

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Redactor redactor = new Redactor();

  @Test
  void a_command_is_told_the_run_and_none_of_the_workers_secrets() throws IOException {
    opens("tell", "env | grep -E '^(SLIPWAY|VAULT)' | sort; pwd");
    assertEquals(
        """
        SLIPWAY_APPLICATION=shop
        SLIPWAY_RELEASE=20261124090000
        SLIPWAY_REVISION=%s
        SLIPWAY_RUN=20261124090000
        SLIPWAY_STAGE=production
        %s
        """
            .formatted("a".repeat(40), folder.toRealPath()),
        commands().run(order("tell", LONG)).output());
  }

  @Test
  void what_is_not_opened_is_refused_with_all_that_is_to_be_done() throws IOException {
    CommandsOrder asked = new CommandsOrder(KEY, List.of("tell", "quiet", "plain"));
    ApplicationFailure closed =
        assertThrows(
            ApplicationFailure.class, () -> new OpenedCommands(Map.of(), redactor).opened(asked));
    assertEquals(
        "Steps ask for tell, quiet, plain, and this worker runs no commands of its own. Whoever"
            + " runs the worker opens them: by SLIPWAY_COMMANDS=/etc/slipway/commands in its"
            + " environment, and executable files of these names in that folder.",
        closed.getOriginalMessage());
    assertEquals(FailureType.PRECONDITION_FAILED.name(), closed.getType());
    assertTrue(closed.isNonRetryable());

    opens("quiet", "true");
    Files.writeString(folder.resolve("plain"), "text");
    ApplicationFailure wanting =
        assertThrows(ApplicationFailure.class, () -> commands().opened(asked));
    assertEquals(
        ("Steps ask for tell, plain (which is not executable), which this worker does not run."
                + " Whoever runs the worker opens them by executable files of these names in %s.")
            .formatted(folder),
        wanting.getOriginalMessage());
    assertThrows(ApplicationFailure.class, () -> commands().run(order("tell", LONG)));
    commands().opened(new CommandsOrder(KEY, List.of("quiet")));
  }

  @Test
  void no_name_leads_out_of_the_folder() {
    for (String name : List.of("../tell", "/bin/sh", ".hidden", "a/b", "", "a b", "..", "-x")) {
      assertThrows(
          IllegalArgumentException.class, () -> new WorkerCommand(name, LONG), "name " + name);
    }
  }

  @Test
  void one_that_fails_says_its_status_and_last_words() throws IOException {
    opens("tell", "echo hunter2-secret; echo it is closed; exit 3");
    Redactor.Known known = redactor.know(List.of("hunter2-secret"));
    ApplicationFailure told =
        assertThrows(ApplicationFailure.class, () -> commands().run(order("tell", LONG)));
    known.close();
    assertEquals("it ended with status 3, and said last: it is closed", told.getOriginalMessage());
    assertEquals(FailureType.STEP_FAILED.name(), told.getType());
    String said = told.getDetails().get(String.class);
    assertTrue(said.endsWith("\nit is closed\n"), said);
    assertFalse(said.contains("hunter2"), said);
  }

  @Test
  void the_last_four_kilobytes_are_kept() throws IOException {
    opens("tell", "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i + 1)); done");
    String said = commands().run(order("tell", LONG)).output();
    assertTrue(said.endsWith("line 19999\n"), said);
    assertTrue(said.length() <= 4096, "" + said.length());
  }

  @Test
  void one_that_takes_too_long_is_ended_with_all_that_it_has_begun() throws IOException {
    Path pid = folder.resolve("pid");
    opens("tell", "sh -c 'echo $$ > %s; exec sleep 307' & wait".formatted(pid));
    ApplicationFailure told =
        assertThrows(
            ApplicationFailure.class, () -> commands().run(order("tell", Duration.ofSeconds(1))));
    assertEquals(FailureType.STEP_TIMED_OUT.name(), told.getType());
    assertEquals("it had not ended after 1 s, and was ended", told.getOriginalMessage());
    assertGone(pid);
  }

  @Test
  void one_whose_run_is_stopped_is_ended() throws IOException {
    Path pid = folder.resolve("pid");
    opens("tell", "echo $$ > %s; exec sleep 308".formatted(pid));
    OpenedCommands commands =
        new OpenedCommands(
            environment(),
            redactor,
            () -> {
              if (Files.exists(pid)) {
                throw new ActivityCanceledException();
              }
            },
            Duration.ofMillis(20));
    assertThrows(ActivityCanceledException.class, () -> commands.run(order("tell", LONG)));
    assertGone(pid);
  }

  /** What has ended stays in the list of processes until somebody asks for it. */
  private static void assertGone(Path pid) throws IOException {
    Path stat = Path.of("/proc", Files.readString(pid).strip(), "stat");
    Eventually.within(
        LONG,
        "its end",
        () -> {
          try {
            return Files.readString(stat).contains(") Z ");
          } catch (IOException gone) {
            return true;
          }
        });
  }

  private OpenedCommands commands() {
    return new OpenedCommands(environment(), redactor, () -> {}, Duration.ofMillis(20));
  }

  private Map<String, String> environment() {
    return Map.of("SLIPWAY_COMMANDS", folder.toString());
  }

  private void opens(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n%s\n".formatted(text));
    assertTrue(file.toFile().setExecutable(true));
  }

  private static CommandOrder order(String name, Duration timeout) {
    return new CommandOrder(
        KEY,
        "finished",
        new WorkerCommand(name, timeout),
        ReleaseId.of("20261124090000"),
        Revision.of("a".repeat(40)));
  }
}
