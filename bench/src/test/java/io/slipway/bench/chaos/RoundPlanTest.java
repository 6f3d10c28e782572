package io.slipway.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundPlanTest {
  private static final List<FaultKind> ALL = List.of(FaultKind.values());

  @Test
  void is_the_same_for_the_same_seed_and_another_for_another() {
    assertEquals(RoundPlan.of(7, 3, ALL, 10), RoundPlan.of(7, 3, ALL, 10));
    assertNotEquals(RoundPlan.of(7, 3, ALL, 10), RoundPlan.of(8, 3, ALL, 10));
    assertNotEquals(RoundPlan.of(7, 3, ALL, 10), RoundPlan.of(7, 4, ALL, 10));
  }

  @Test
  void comes_to_every_kind_of_fault_and_stays_within_the_fleet() {
    Set<FaultKind> seen = EnumSet.noneOf(FaultKind.class);
    for (RoundPlan plan : plans()) {
      seen.add(plan.fault());
      assertEquals(plan.fault().breaksHost(), plan.host() >= 1 && plan.host() <= 10, plan.text());
      assertEquals(plan.fault().breaksHost(), !plan.words().isEmpty(), plan.text());
      assertTrue(plan.doomed() >= 0 && plan.doomed() <= 10, plan.text());
      assertTrue(plan.moment() >= 0 && plan.moment() < 1.1, plan.text());
    }
    assertEquals(EnumSet.allOf(FaultKind.class), seen);
  }

  @Test
  void never_deploys_what_the_round_before_deployed() {
    List<RoundPlan> plans = plans();
    for (int i = 1; i < plans.size(); i++) {
      assertNotEquals(plans.get(i - 1).revision(), plans.get(i).revision());
    }
  }

  private static List<RoundPlan> plans() {
    return IntStream.rangeClosed(1, 200).mapToObj(n -> RoundPlan.of(1, n, ALL, 10)).toList();
  }
}
