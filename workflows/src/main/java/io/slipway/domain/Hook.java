package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's own commands at one moment of a run.
 *
 * @param hosts what hosts run; null for nothing
 * @param worker what the worker runs once, in this order
 */
public record Hook(
    @Nullable Step hosts, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WorkerCommand> worker) {
  public Hook {
    worker = worker == null ? List.of() : List.copyOf(worker);
  }
}
