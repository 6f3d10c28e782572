package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Received;
import io.slipway.domain.HostName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RelayTreeTest {
  private final RelayTree tree = new RelayTree(2);

  @Test
  void the_worker_sends_to_two_and_the_others_wait_for_them() {
    assertEquals(Optional.empty(), tree.begin(host(1)));
    assertTrue(tree.ready());
    assertEquals(Optional.empty(), tree.begin(host(2)));
    assertFalse(tree.ready());

    tree.end(host(2), sent());

    assertTrue(tree.ready());
    assertEquals(Optional.of(host(2)), tree.begin(host(3)));
  }

  @Test
  void the_worker_sends_to_another_when_the_first_are_away() {
    tree.begin(host(1));
    tree.begin(host(2));
    tree.end(host(1), null);

    assertTrue(tree.ready());
    assertEquals(Optional.empty(), tree.begin(host(3)));
  }

  @Test
  void a_host_gives_to_no_more_than_its_degree_and_the_idlest_is_asked() {
    give(1);
    assertEquals(Optional.of(host(1)), tree.begin(host(2)));
    assertEquals(Optional.of(host(1)), tree.begin(host(3)));
    assertFalse(tree.ready());

    tree.end(host(2), from(1));

    assertEquals(Optional.of(host(2)), tree.begin(host(4)));
    assertEquals(Optional.of(host(1)), tree.begin(host(5)));
  }

  @Test
  void who_gives_twice_in_vain_is_asked_no_more() {
    give(1);
    give(2);
    assertEquals(Optional.of(host(1)), tree.begin(host(3)));
    tree.end(host(3), new Received(null, false, true));
    assertEquals(Optional.of(host(1)), tree.begin(host(4)));
    tree.end(host(4), new Received(null, false, true));

    assertEquals(Optional.of(host(2)), tree.begin(host(5)));
  }

  @Test
  void where_nobody_can_give_the_worker_sends_to_all() {
    give(1);
    for (int i = 2; i <= 4; i++) {
      tree.begin(host(i));
      tree.end(host(i), new Received(null, true, true));
    }

    for (int i = 5; i <= 9; i++) {
      assertTrue(tree.ready());
      assertEquals(Optional.empty(), tree.begin(host(i)));
    }
  }

  @Test
  void a_host_that_only_knows_of_a_release_that_is_there_hands_nothing_on() {
    tree.begin(host(1));
    tree.end(host(1), new Received(null, false, false));

    assertEquals(Optional.empty(), tree.begin(host(2)));
  }

  /** Whatever fails in whichever order: nobody waits for ever, and no host gives to too many. */
  @Test
  void always_comes_to_an_end() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int degree = 1 + random.nextInt(4);
      int failing = random.nextInt(100);
      RelayTree played = new RelayTree(degree);
      Deque<HostName> waiting =
          new ArrayDeque<>(IntStream.range(0, 50).mapToObj(RelayTreeTest::host).toList());
      Map<HostName, Optional<HostName>> under = new HashMap<>();
      List<HostName> working = new ArrayList<>();
      while (!waiting.isEmpty() || !working.isEmpty()) {
        while (!waiting.isEmpty() && working.size() < 20 && played.ready()) {
          HostName next = waiting.remove();
          under.put(next, played.begin(next));
          working.add(next);
        }
        assertFalse(working.isEmpty(), "nobody is in work, and %d wait".formatted(waiting.size()));
        for (HostName parent : under.values().stream().flatMap(Optional::stream).toList()) {
          long given = under.values().stream().filter(Optional.of(parent)::equals).count();
          assertTrue(given <= degree, "%s gives to %d".formatted(parent, given));
        }
        HostName ended = working.remove(random.nextInt(working.size()));
        Optional<HostName> parent = Objects.requireNonNull(under.remove(ended));
        boolean vain = random.nextInt(100) < failing;
        played.end(
            ended,
            random.nextInt(100) < failing
                ? null
                : new Received(
                    vain ? null : parent.orElse(null), true, vain && parent.isPresent()));
      }
    }
  }

  private void give(int number) {
    tree.begin(host(number));
    tree.end(host(number), sent());
  }

  private static Received sent() {
    return new Received(null, true, false);
  }

  private static Received from(int number) {
    return new Received(host(number), true, false);
  }

  private static HostName host(int number) {
    return HostName.of("web" + number);
  }
}
