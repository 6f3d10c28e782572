package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.workflow.WorkflowVersioningBehavior;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which workflows state how they go on when a new version is rolled out; see ADR 12. */
final class VersioningBehaviorTest {
  @Test
  void a_worker_without_a_version_states_nothing() {
    assertEquals(List.of(), stating(Workflows.TYPES));
  }

  @Test
  void with_a_version_the_stage_alone_does_not_end_on_the_version_that_began_it() {
    assertEquals(List.of("UpgradingStage", "UpgradingFreezes"), stating(Workflows.VERSIONED));
    assertEquals(Workflows.TYPES.size(), Workflows.VERSIONED.size());
  }

  private static List<String> stating(List<Class<?>> types) {
    return types.stream()
        .filter(
            t ->
                Arrays.stream(t.getMethods())
                    .anyMatch(m -> m.isAnnotationPresent(WorkflowVersioningBehavior.class)))
        .map(Class::getSimpleName)
        .toList();
  }
}
