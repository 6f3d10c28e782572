package io.slipway.traffic;

import io.slipway.domain.Host;
import io.slipway.domain.ReleaseId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who comes and who goes when visitors are moved.
 *
 * @param undone the run whose move is undone, so that only hosts are let in that it has taken out;
 *     null for a move forward
 */
record Sides(List<Host> incoming, List<Host> outgoing, @Nullable ReleaseId undone) {

  List<Host> all() {
    return Stream.concat(incoming.stream(), outgoing.stream()).toList();
  }

  /** The way back. */
  Sides reversed(ReleaseId run) {
    return new Sides(outgoing, incoming, run);
  }
}
