package io.slipway.contract;

import io.slipway.domain.Color;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Moves visitors from one half of a stage to the other.
 *
 * @param order with all hosts of both halves
 * @param to the half that gets the visitors
 * @param incoming its hosts that are let in; all others of the order are taken out
 * @param back whether this undoes the move of run {@link HostOrder#key}: only hosts that it has
 *     taken out are let in, and it may be that nobody is left
 */
public record MoveOrder(HostOrder order, Color to, List<HostName> incoming, boolean back) {
  public MoveOrder {
    incoming = incoming == null ? List.of() : List.copyOf(incoming);
  }

  /** The hosts that are let in, in the order of the file. */
  public List<Host> entering() {
    Set<HostName> names = new LinkedHashSet<>(incoming);
    return order.target().hosts().stream().filter(h -> names.contains(h.name())).toList();
  }

  /** The hosts that are taken out, in the order of the file. */
  public List<Host> leaving() {
    Set<HostName> names = new LinkedHashSet<>(incoming);
    return order.target().hosts().stream().filter(h -> !names.contains(h.name())).toList();
  }
}
