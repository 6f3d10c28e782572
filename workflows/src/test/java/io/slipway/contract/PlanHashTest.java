package io.slipway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import org.junit.jupiter.api.Test;

final class PlanHashTest {
  private final Target target = (Target) Samples.of(Target.class);

  @Test
  void is_the_same_for_what_was_read_back() throws JsonProcessingException {
    ObjectMapper mapper = WireFormat.mapper();
    Target again = mapper.readValue(mapper.writeValueAsString(target), Target.class);

    assertEquals(PlanHash.of(target, "main"), PlanHash.of(again, "main"));
  }

  @Test
  void differs_with_any_part_of_what_was_asked_for() {
    Target other = target.withSteps(new Steps(null, null, null));

    assertNotEquals(PlanHash.of(target, "main"), PlanHash.of(target, "next"));
    assertNotEquals(PlanHash.of(target, "main"), PlanHash.of(other, "main"));
  }

  @Test
  void writes_names_in_order_and_without_spaces() {
    String canonical = PlanHash.canonical(target, "main");

    assertTrue(
        canonical.startsWith(
            "{\"ref\":\"main\",\"target\":{\"application\":\"shop\",\"approvals\":{"),
        canonical);
    assertFalse(canonical.contains(": "), canonical);
  }
}
