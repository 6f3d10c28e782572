package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.StepReport;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served must be the new release: caches and network disks may have the old one. */
class ReadingThroughTest {
  private static final String RELEASE = "20261124090000";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir Path folder;

  /** What the server answers, in turn; the last answer stays. */
  private final Deque<String> answers = new ArrayDeque<>();

  private int asked;
  private final HttpServer server = start();

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/production",
        exchange -> {
          asked++;
          String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
          exchange.sendResponseHeaders(200, answer.length());
          exchange.getResponseBody().write(answer.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ReadThrough page(String contains, int times, Duration within) {
    return new ReadThrough.Page(
        "http://{address}:%d/{stage}".formatted(server.getAddress().getPort()),
        contains,
        times,
        within);
  }

  @Test
  @Tag("capistrano-ask-10")
  void it_is_asked_again_until_it_agrees_so_often_in_a_row() {
    try (Site site = new Site(folder)) {
      HostOrder order = prepared(site, page("release {release}!", 2, LONG));
      answers.addAll(
          List.of("release 1", "release %s!".formatted(RELEASE), "release 1", "release %s!"));
      answers.addLast(answers.removeLast().formatted(RELEASE));
      assertEquals("symlink read-through", steps(site.host.activate(order).steps()));
      assertEquals(5, asked, "one agreed, the next did not");
    }
  }

  @Test
  void an_old_release_that_stays_is_a_failure_that_names_it() {
    try (Site site = new Site(folder)) {
      HostOrder order = prepared(site, page("v{revision}", 1, SHORT));
      answers.add("v1.2.3\nsince yesterday");
      HostFailure told = Site.failing(() -> site.host.activate(order));
      assertEquals(FailureType.VERIFY_FAILED, told.type());
      assertTrue(
          told.reason()
              .matches(
                  "GET http://127.0.0.1:\\d+/production should tell v%s, and after \\d tries in"
                      .concat(" \\d s there was still 'v1.2.3 since yesterday'")
                      .formatted(order.revision())),
          told.reason());
    }
  }

  @Test
  void an_answer_that_wavers_is_a_failure_too() {
    try (Site site = new Site(folder)) {
      HostOrder order = prepared(site, page("{release}", 50, SHORT));
      answers.add(RELEASE);
      HostFailure told = Site.failing(() -> site.host.activate(order));
      assertTrue(
          told.reason().matches(".*there was still the right answer, but only \\d times in a row"),
          told.reason());
    }
  }

  @Test
  void what_a_command_prints_counts_as_well() {
    try (Site site = new Site(folder)) {
      ReadThrough either = new ReadThrough.Printed("cat REVISION", null, 1, LONG);
      HostOrder order = prepared(site, either);
      assertEquals("symlink read-through", steps(site.host.activate(order).steps()));
    }
    try (Site site = new Site(folder.resolve("b"))) {
      HostOrder order = prepared(site, new ReadThrough.Printed("echo none of it", null, 1, SHORT));
      HostFailure told = Site.failing(() -> site.host.activate(order));
      assertTrue(told.reason().endsWith("there was still 'none of it'"), told.reason());
      assertTrue(
          told.reason().contains("should tell %s or %s".formatted(RELEASE, order.revision())),
          told.reason());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_last_word_is_what_current_reads_after_all_of_it(boolean verified) {
    try (Site site = new Site(folder)) {
      String other = site.root + "/releases/20261124080000";
      String switching = "mkdir -p %1$s; ln -sfn %1$s ../../current".formatted("'" + other + "'");
      if (verified) {
        site.readThrough = new ReadThrough.Printed("cat REVISION; " + switching, null, 1, LONG);
      } else {
        site.steps = new Steps(null, null, Site.step(switching));
      }
      HostOrder order = prepared(site, site.readThrough);
      HostFailure told = Site.failing(() -> site.host.activate(order));
      assertEquals(FailureType.VERIFY_FAILED, told.type());
      assertEquals("%s/current reads %s".formatted(site.root, other), told.reason());
    }
  }

  @Test
  void what_lies_behind_current_must_be_the_revision() {
    try (Site site = new Site(folder)) {
      site.steps = new Steps(null, null, Site.step("echo 1.2.3 >REVISION"));
      HostOrder order = prepared(site, null);
      HostFailure told = Site.failing(() -> site.host.activate(order));
      assertEquals("%s/current/REVISION reads 1.2.3".formatted(site.root), told.reason());
    }
  }

  private static String steps(List<StepReport> steps) {
    return String.join(" ", steps.stream().map(StepReport::step).toList());
  }

  private static HostOrder prepared(Site site, @Nullable ReadThrough check) {
    site.readThrough = check;
    HostOrder order = site.deploy(RELEASE, site.commit("file", "1"));
    site.host.prepare(order);
    return order;
  }
}
