package io.slipway.contract;

import java.util.List;

/**
 * Asks whether commands of a worker are opened.
 *
 * @param key the run that would run them
 * @param names each once, in the order of the file
 */
public record CommandsOrder(RunKey key, List<String> names) {
  public CommandsOrder {
    names = names == null ? List.of() : List.copyOf(names);
  }
}
