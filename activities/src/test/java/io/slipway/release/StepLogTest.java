package io.slipway.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.HostOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPageOrder;
import io.slipway.contract.LogPiece;
import io.slipway.contract.LogPosition;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.log.Logbook;
import io.slipway.redact.Redactor;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that commands say is kept: up to a size, without secrets, and once. */
class StepLogTest {
  private static final String RELEASE = "20261124090000";
  private static final String TOKEN = "t0ken-0001-of-the-shop";

  @TempDir Path folder;

  private static List<LogPiece> pieces(Logbook logbook, HostOrder order) {
    LogOrder asked = new LogOrder(order.key(), List.of(), null, new Initiator("ana", "laptop"));
    return logbook
        .activities()
        .orElseThrow()
        .read(new LogPageOrder(asked, LogPosition.BEGINNING))
        .pieces();
  }

  private static String told(Site site, HostOrder order) {
    return told(site.logbook, order);
  }

  private static String told(Logbook logbook, HostOrder order) {
    return pieces(logbook, order).stream().map(LogPiece::text).collect(Collectors.joining());
  }

  private static String numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static HostOrder prepared(Site site, String build) {
    site.steps = new Steps(Site.step(build), null, null);
    HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
    site.host.prepare(order);
    return order;
  }

  @ParameterizedTest
  @EnumSource(names = {"SH", "BUSYBOX", "BARE"})
  void more_than_an_answer_has_is_kept_whole_and_a_second_look_adds_nothing(Shells shell) {
    try (Site site = new Site(folder, "root", shell.open(folder))) {
      HostOrder order =
          prepared(site, "awk 'BEGIN { for (i = 1; i <= 11000; i++) print i }'; echo grün");
      assertTrue(site.host.build(order).steps().getFirst().output().endsWith("grün\n"));
      assertEquals(numbers(1, 11_000) + "grün\n", told(site, order));
      assertTrue(site.host.build(order).steps().getFirst().already());
      site.owner = "run/2";
      assertTrue(site.host.build(order).steps().getFirst().already());
      assertEquals(numbers(1, 11_000) + "grün\n", told(site, order));
    }
  }

  @Test
  void of_what_is_too_much_the_beginning_and_the_end_are_kept() {
    try (Site site = new Site(folder)) {
      HostOrder order = prepared(site, "awk 'BEGIN { for (i = 1; i <= 50000; i++) print i }'");
      site.host.build(order);
      String all = numbers(1, 50_000);
      List<LogPiece> pieces = pieces(site.logbook, order);
      assertEquals(
          all.substring(0, 48 * 1024) + all.substring(all.length() - 16 * 1024), told(site, order));
      assertEquals(all.length(), pieces.getLast().to());
      assertEquals(all.length() - 16 * 1024, pieces.getLast().from());
    }
  }

  @Test
  void it_is_kept_while_the_command_runs_and_another_worker_with_its_own_log_has_all_of_it() {
    try (Site site = new Site(folder)) {
      Path go = folder.resolve("go");
      HostOrder order =
          prepared(site, "echo one; until [ -e '%s' ]; do sleep 0.1; done; echo two".formatted(go));
      site.pulse =
          () -> {
            if (told(site, order).equals("one\n")) {
              throw new ActivityWorkerShutdownException();
            }
          };
      assertThrows(ActivityWorkerShutdownException.class, () -> site.host.build(order));
      Site.write(go, "");
      site.pulse = () -> {};
      site.host.build(order);
      assertEquals("one\ntwo\n", told(site, order));
      try (Logbook other = site.logbook("others")) {
        site.worker(other).build(order);
        assertEquals("one\ntwo\n", told(other, order));
      }
    }
  }

  @Test
  void a_step_that_is_begun_again_is_another() {
    try (Site site = new Site(folder)) {
      HostOrder order = prepared(site, "echo tried; exit 3");
      Site.failing(() -> site.host.build(order));
      Site.failing(() -> site.host.build(order));
      assertEquals(1, begun(site, order), "a retry finds what it has come to");
      site.owner = "run/2";
      Site.failing(() -> site.host.build(order));
      assertEquals(2, begun(site, order));
      assertEquals("tried\ntried\n", told(site, order));
    }
  }

  private static long begun(Site site, HostOrder order) {
    return pieces(site.logbook, order).stream().map(LogPiece::begun).distinct().count();
  }

  @Test
  void what_was_said_until_it_was_stopped_is_kept() {
    try (Site site = new Site(folder)) {
      HostOrder order =
          prepared(site, "trap 'echo ended; exit 1' TERM; echo begun; sleep 60 & wait");
      site.pulse =
          () -> {
            if (!told(site, order).isEmpty()) {
              throw new ActivityCanceledException();
            }
          };
      assertThrows(ActivityCanceledException.class, () -> site.host.build(order));
      assertEquals("begun\nended\n", told(site, order));
    }
  }

  @Test
  void what_a_restart_says_is_kept() {
    try (Site site = new Site(folder)) {
      site.steps = new Steps(null, null, Site.step("echo restarting"));
      HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
      site.host.prepare(order);
      site.host.activate(order);
      assertEquals("restarting\n", told(site, order));
    }
  }

  @Test
  void what_health_commands_say_is_kept_too() {
    try (Site site = new Site(folder)) {
      site.health = new HealthCheck.Command("echo checked; exit 1", Duration.ofSeconds(1));
      HostOrder order = prepared(site, "echo built");
      Site.failing(() -> site.host.activate(order));
      assertTrue(told(site, order).startsWith("checked\n"));
    }
  }

  @Test
  void secrets_are_not_in_it_wherever_pieces_end() {
    try (Site site = new Site(folder)) {
      // So much that pieces, the beginning that is kept, and the end, are cut within the value.
      String told =
          toldWithToken(
              site,
              TOKEN,
              "awk 'BEGIN { for (i = 1; i <= 4000; i++) printf \"%s\", ENVIRON[\"TOKEN\"] }'");
      assertTrue(told.contains(Redactor.MARK));
      assertEquals("", told.replace(Redactor.MARK, ""));
      assertFalse(
          Site.sh("grep -r t0ken \"$0\" || true", folder.resolve("logs").toString())
              .contains("t0ken"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 7})
  void nor_where_their_characters_are_torn_into_bytes(int width) {
    try (Site site = new Site(folder)) {
      String told =
          toldWithToken(
              site,
              "grün-" + TOKEN,
              "printf '%%s.' \"$TOKEN\" | fold -b -w %d; printf '.\\377.'".formatted(width));
      assertEquals("[secret]..\uFFFD.", told.replaceAll("\\s", ""));
    }
  }

  /** What a step says that has a secret in its environment. */
  private static String toldWithToken(Site site, String token, String run) {
    site.store.put("secret/data/shop", Map.of("token", token));
    site.secrets = secrets("vault:secret/data/shop#token");
    site.steps =
        new Steps(
            new Step(
                run,
                null,
                null,
                false,
                Duration.ofSeconds(60),
                null,
                false,
                List.of(),
                List.of("TOKEN")),
            null,
            null);
    HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
    site.host.prepare(order);
    site.host.build(order);
    return told(site, order);
  }

  private static Secrets secrets(String ref) {
    return new Secrets(
        List.of(new Secret("TOKEN", SecretRef.parse(ref))), SecretsVersion.PIN, List.of());
  }

  @Test
  void what_nobody_can_clean_is_withheld() {
    try (Site site = new Site(folder)) {
      site.store.put("secret/data/shop", Map.of("token", TOKEN));
      site.secrets = secrets("vault:secret/data/missing#token");
      HostOrder order =
          prepared(site, "for i in 1 2 3; do echo %s; sleep 1; done".formatted(TOKEN));
      site.host.build(order);
      assertEquals(
          "(withheld: the secrets that it may hold could not be read)\n", told(site, order));
    }
  }
}
