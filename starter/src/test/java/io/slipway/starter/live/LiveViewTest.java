package io.slipway.starter.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.EventType;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.RunListener;
import io.slipway.starter.output.Steering;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  /** What happened, in order. */
  private final List<String> log = new CopyOnWriteArrayList<>();

  private final BlockingQueue<String> pages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
  private volatile boolean held;
  private volatile boolean breaks;
  private int number;

  private final LiveView view =
      LiveView.start(new FakeWindow(), new FakeLines(), InstantSource.fixed(NOW));

  @AfterEach
  void release() {
    view.release();
  }

  private void tells(EventType type, String message) {
    number++;
    view.event("run", new RunEvent(number, NOW, type, null, null, null, null, message, null));
  }

  /** Waits for a page; what came before it is forgotten. */
  private String page(Predicate<String> wanted) throws InterruptedException {
    String last = "none";
    while (true) {
      String page = pages.poll(60, TimeUnit.SECONDS);
      if (page == null) {
        throw new AssertionError("no such page; the last one:\n" + last);
      }
      if (wanted.test(page)) {
        return page;
      }
      last = page;
    }
  }

  private String page(String wanted) throws InterruptedException {
    return page(p -> p.contains(wanted));
  }

  private void press(String some) {
    some.chars().forEach(keys::add);
  }

  @Test
  void what_stays_is_told_once_the_window_is_closed() throws InterruptedException {
    tells(EventType.RUN_STARTED, "deploy of v2");
    page("deploy of v2");
    view.ended(
        new RunResult(
            new io.slipway.contract.RunKey(
                io.slipway.domain.ApplicationName.of("shop"),
                io.slipway.domain.StageName.of("production"),
                io.slipway.contract.RunKind.DEPLOY,
                io.slipway.domain.ReleaseId.of("20261124090000")),
            io.slipway.contract.RunOutcome.SUCCEEDED,
            null,
            null,
            "Done.",
            List.of(),
            List.of()),
        ExitCode.DONE);
    view.release();

    assertEquals(List.of("lines: RUN_STARTED", "closed", "lines: ended"), log);
    assertFalse(view.takes("late"), "the sentence must be told elsewhere");
  }

  @Test
  void keys_do_what_they_say() throws InterruptedException {
    view.steer(new FakeSteering());
    page("q stop watching   a abort   p pause");
    press("an");
    page(p -> p.contains("y yes   n no"));
    page("p pause");
    press("ay");
    page("aborted.");
    press("p");
    page("paused.");
    press("rq");
    page(p -> log.contains("leave"));
    assertEquals(List.of("abort", "pause", "leave"), log);
  }

  @Test
  void only_what_a_person_has_paused_is_resumed_by_a_key() throws InterruptedException {
    view.steer(new FakeSteering());
    tells(EventType.PAUSED, "Could not activate vm2.");
    String page = page("PAUSED. Could not");
    assertFalse(page.contains("r resume"), page);
    held = true;
    tells(EventType.PAUSED, "Asked for by ana.");
    page("r resume");
    press("r");
    page("resumed.");
    tells(EventType.RESUMED, "resume, asked for by ana");
    page("p pause");
    assertTrue(log.contains("resume"), log::toString);
  }

  @Test
  void notes_and_outages_are_part_of_the_page() throws InterruptedException {
    assertTrue(view.takes("A worker is slow."));
    page("A worker is slow.");
    view.lost("Temporal does not answer.");
    page("Temporal does not answer.");
    view.found("Temporal answers again.");
    page(p -> !p.contains("does not answer"));
  }

  @Test
  void a_view_that_breaks_gives_the_terminal_back_and_says_so() throws InterruptedException {
    page(p -> true);
    breaks = true;
    tells(EventType.RUN_STARTED, "deploy of v2");
    while (log.stream().noneMatch(l -> l.startsWith("lines: lost"))) {
      Thread.onSpinWait();
    }
    assertEquals("closed", log.get(1));
    assertTrue(log.get(2).contains("--plain"), log::toString);
  }

  private final class FakeWindow implements Window {
    @Override
    public Screen size() {
      return new Screen(70, 12);
    }

    @Override
    public int key(Duration patience) {
      try {
        Integer key = keys.poll(1, TimeUnit.MILLISECONDS);
        return key == null ? NONE : key;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void show(List<Line> lines) {
      if (breaks) {
        throw new IllegalStateException("no glass");
      }
      pages.add(lines.stream().map(Line::text).collect(Collectors.joining("\n")));
    }

    @Override
    public void forget() {}

    @Override
    public void close() {
      log.add("closed");
    }
  }

  private final class FakeLines implements RunListener {
    @Override
    public void event(String workflow, RunEvent event) {
      log.add("lines: " + event.type());
    }

    @Override
    public void lost(String why) {
      log.add("lines: lost " + why);
    }

    @Override
    public void found(String what) {}

    @Override
    public void ended(RunResult result, @Nullable ExitCode exit) {
      log.add("lines: ended");
    }
  }

  private final class FakeSteering implements Steering {
    @Override
    public void leave() {
      log.add("leave");
      view.takes("left");
    }

    @Override
    public String abort() {
      log.add("abort");
      return "aborted.";
    }

    @Override
    public String pause() {
      log.add("pause");
      return "paused.";
    }

    @Override
    public String resume() {
      log.add("resume");
      return "resumed.";
    }

    @Override
    public boolean held() {
      return held;
    }
  }
}
