package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecStoreTest extends SecretStoreContract {
  private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

  @TempDir Path folder;
  private final ExecStore store =
      new ExecStore(
          PATH,
          SecretPermissions.of(Map.of("SLIPWAY_SECRETS_EXEC", "allow")),
          Duration.ofSeconds(20));

  @Override
  SecretStore store() {
    return store;
  }

  @Override
  SecretRef put(String name, String value) {
    try {
      Files.writeString(folder.resolve(name), value + "\n");
      return SecretRef.parse("exec:cat " + folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  SecretRef missing() {
    return SecretRef.parse("exec:cat " + folder.resolve("nothing"));
  }

  @Override
  SecretRef putOutOfReach(String value) {
    return put("out of reach", value);
  }

  @Override
  Optional<SecretRef> away() {
    return Optional.of(SecretRef.parse("exec:exit 75"));
  }

  @Override
  boolean versioned() {
    return false;
  }

  /** All commands are allowed or none. */
  @Override
  @Test
  void tellsWhatWouldAllowIt() {
    ExecStore closed = new ExecStore(PATH, SecretPermissions.of(Map.of()), Duration.ofSeconds(20));
    SecretException refusal =
        assertThrows(
            SecretException.class,
            () -> closed.read(SecretRef.parse("exec:touch " + folder.resolve("ran"))));
    assertEquals(Obstacle.DENIED, refusal.obstacle());
    assertTrue(refusal.remedy().contains("SLIPWAY_SECRETS_EXEC=allow"), refusal.remedy());
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  @Test
  void quotesNothingThatAFailedCommandSays() {
    SecretException refusal =
        refused(SecretRef.parse("exec:echo out-$((40+2)); echo err-$((40+2)) >&2; exit 3"));
    assertEquals("the command failed with exit status 3", refusal.reason());
    assertFalse(String.valueOf(refusal.getMessage()).contains("-42"), refusal.getMessage());
  }

  @Test
  void readsNothingFromTheWorkersInput() {
    assertEquals("end", value(SecretRef.parse("exec:cat; echo end")));
  }

  @Test
  void killsAllThatACommandStarted() throws IOException {
    ExecStore hasty = new ExecStore(PATH, SecretPermissions.all(), Duration.ofMillis(700));
    Path pids = folder.resolve("pids");
    SecretException refusal =
        assertThrows(
            SecretException.class,
            () ->
                hasty.read(
                    SecretRef.parse(
                        "exec:sleep 60 & echo $! > %s; echo $$ >> %s; sleep 60"
                            .formatted(pids, pids))));
    assertEquals(Obstacle.AWAY, refusal.obstacle());
    for (String pid : Files.readAllLines(pids)) {
      Eventually.within(
          Duration.ofSeconds(5),
          "the end of process " + pid,
          () -> ProcessHandle.of(Long.parseLong(pid)).map(p -> !p.isAlive()).orElse(true));
    }
  }

  /** Whoever may see the processes of the worker's user sees their environment, too. */
  @Test
  void a_command_does_not_have_the_secrets_that_are_variables() {
    ExecStore store =
        new ExecStore(
            Map.of("PATH", System.getenv("PATH"), "SHOP_KEY", "s3cret-key", "HOME", "/home/x"),
            SecretPermissions.of(
                Map.of("SLIPWAY_SECRETS_ENV", "SHOP_*", "SLIPWAY_SECRETS_EXEC", "allow")),
            Duration.ofSeconds(20));

    SecretDocument read = store.read(SecretRef.parse("exec:echo \"${SHOP_KEY-none} $HOME\""));

    assertEquals(Map.of(SecretDocument.ONLY, "none /home/x"), read.fields());
  }
}
