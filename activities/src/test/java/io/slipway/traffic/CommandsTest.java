package io.slipway.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostReport;
import io.slipway.domain.Balancer;
import io.slipway.domain.Color;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the user's tell the balancer. */
class CommandsTest {
  @TempDir Path folder;

  private Shop shop(String drain, @Nullable String connections, @Nullable String up) {
    return new Shop(
        new Balancer.Commands(drain, "echo in {host} >>%s/log".formatted(folder), connections, up),
        folder);
  }

  private String taken() {
    return "echo out {host} >>%s/log".formatted(folder);
  }

  @Test
  void run_once_each_also_when_they_are_asked_for_again() throws IOException {
    try (Shop shop = shop(taken(), "echo some; echo 0", "true")) {
      shop.steering.drain(shop.order("web1"));
      assertTrue(shop.steering.drain(shop.order("web1")).steps().getFirst().already());
      shop.steering.undrain(shop.order("web1"));
      shop.steering.undrain(shop.order("web1"));
    }
    assertEquals(List.of("out web1", "in web1"), log());
  }

  @Test
  void run_on_the_host_itself_where_the_balancer_has_no_machine() throws IOException {
    try (Shop shop = shop(taken(), "echo 0", null)) {
      shop.machines = List.of();
      shop.steering.drain(shop.order("web1"));
    }
    assertEquals(List.of("out web1"), log());
  }

  @Test
  void a_move_lets_all_in_before_it_takes_any_out() throws IOException {
    try (Shop shop = shop(taken(), "echo 0", "true")) {
      List<String> green = List.of("web3", "web4");
      List<String> blue = List.of("web1", "web2");
      shop.steering.drain(shop.order("web3"));
      shop.steering.drain(shop.order("web4"));
      shop.steering.move(shop.move(Color.GREEN, green, blue));
      shop.steering.move(shop.move(Color.GREEN, green, blue));
      shop.steering.move(shop.move(Shop.RUN, Color.BLUE, blue, green, true));
    }
    assertEquals(
        List.of(
            "out web3",
            "out web4",
            "in web3",
            "in web4",
            "out web1",
            "out web2",
            "in web1",
            "in web2",
            "out web3",
            "out web4"),
        log());
  }

  @Test
  void a_half_that_is_not_up_is_moved_back_from() throws IOException {
    try (Shop shop = shop(taken(), "echo 0", "echo it is late; test {host} = web1")) {
      shop.upWithin = Duration.ofMillis(600);
      shop.steering.drain(shop.order("web2"));
      ApplicationFailure failure =
          assertThrows(
              ApplicationFailure.class,
              () -> shop.steering.move(shop.move(Color.GREEN, List.of("web2"), List.of("web1"))));
      assertEquals(FailureType.VERIFY_FAILED.name(), failure.getType());
      assertTrue(
          failure
              .getOriginalMessage()
              .contains("lb1 sees web2 as 'it is late'; visitors are on blue"),
          failure.getOriginalMessage());
    }
    assertEquals(List.of("out web2", "in web2", "out web1", "in web1", "out web2"), log());
  }

  @Test
  void without_a_count_all_of_the_time_is_waited() {
    try (Shop shop = shop(taken(), null, null)) {
      shop.drainFor = Duration.ofMillis(600);
      HostReport report = shop.steering.drain(shop.order("web1"));
      assertEquals(1, report.warnings().size());
      assertTrue(report.warnings().getFirst().contains("no count of connections"));
    }
  }

  @Test
  void a_command_that_fails_is_told_and_run_again_next_time() throws IOException {
    try (Shop shop =
        shop(taken() + "; echo no such pool; test -e " + folder.resolve("pool"), "echo 0", null)) {
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> shop.steering.drain(shop.order("web1")));
      assertEquals(FailureType.BALANCER_UNUSABLE.name(), failure.getType());
      assertTrue(
          failure.getOriginalMessage().contains("the command drain failed on lb1: no such pool"),
          failure.getOriginalMessage());
      Files.createFile(folder.resolve("pool"));
      shop.steering.drain(shop.order("web1"));
    }
    assertEquals(List.of("out web1", "out web1"), log());
  }

  @Test
  void a_host_that_is_not_up_is_taken_out_again() throws IOException {
    try (Shop shop = shop(taken(), "echo 0", "echo it is late; false")) {
      shop.upWithin = Duration.ofMillis(600);
      shop.steering.drain(shop.order("web1"));
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> shop.steering.undrain(shop.order("web1")));
      assertEquals(FailureType.VERIFY_FAILED.name(), failure.getType());
      assertTrue(failure.getOriginalMessage().contains("it is late"), failure.getOriginalMessage());
    }
    assertEquals(List.of("out web1", "in web1", "out web1"), log());
  }

  @Test
  void a_count_that_is_none_is_said() {
    try (Shop shop = shop(taken(), "echo many", null)) {
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> shop.steering.drain(shop.order("web1")));
      assertTrue(
          failure.getOriginalMessage().contains("printed no number on lb1: many"),
          failure.getOriginalMessage());
    }
  }

  @Test
  void what_commands_print_is_not_taken_for_what_the_script_tells() {
    try (Shop shop = shop("echo '@0 place IN'; echo '@0 fault busy'", "echo 0", null)) {
      assertFalse(shop.steering.drain(shop.order("web1")).steps().getFirst().already());
    }
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }
}
