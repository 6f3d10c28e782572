package io.slipway.rollout;

import io.slipway.contract.Places;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a batch: the first host, as listed, that may be begun without too many in
 * work, of a zone or in all, and without too few in service. The same happenings in the same order
 * lead to the same turns.
 */
public final class Turns {
  private final int parallel;
  private final @Nullable Places places;
  private final List<Host> waiting;
  private final Map<HostName, Host> working = new LinkedHashMap<>();
  private final Set<HostName> out = new LinkedHashSet<>();

  /** What taking hosts out may still cost, where that is bounded. */
  private int room;

  /**
   * @param parallel most hosts in work at the same time, 1 or more
   * @param places further bounds; null for none
   */
  public Turns(List<Host> hosts, int parallel, @Nullable Places places) {
    this.parallel = parallel;
    this.places = places;
    this.waiting = new ArrayList<>(hosts);
    if (places != null) {
      out.addAll(places.out());
      room = places.room() == null ? Integer.MAX_VALUE : places.room();
    }
  }

  /** The host that may be begun now; empty while none may. */
  public Optional<Host> next() {
    if (working.size() >= parallel) {
      return Optional.empty();
    }
    Optional<Host> fit = waiting.stream().filter(this::fits).findFirst();
    return fit.isEmpty() && yielding() && working.isEmpty() ? waiting.stream().findFirst() : fit;
  }

  public boolean isNext(Host host) {
    return next().filter(host::equals).isPresent();
  }

  /** Whether hosts wait of which none will ever have its turn. */
  public boolean stuck() {
    return working.isEmpty() && !waiting.isEmpty() && next().isEmpty();
  }

  /** The host, which {@link #next} has named, is begun. */
  public void begin(Host host) {
    waiting.remove(host);
    working.put(host.name(), host);
    if (bounded() && !out.contains(host.name())) {
      room--;
    }
  }

  /** The host, which waited or was about to be begun, is left as it is. */
  public void leave(Host host) {
    waiting.remove(host);
    if (working.remove(host.name()) != null && bounded() && !out.contains(host.name())) {
      room++;
    }
  }

  /**
   * The host, which was begun, has ended.
   *
   * @param serves whether it is in service now, as far as is known
   */
  public void end(Host host, boolean serves) {
    working.remove(host.name());
    boolean wasOut = !out.add(host.name());
    if (serves && (!wasOut || !yielding())) {
      out.remove(host.name());
      room += bounded() ? 1 : 0;
    }
  }

  /** What is put back is what it was, and whether that serves has to be looked at. */
  private boolean yielding() {
    return places != null && places.yielding();
  }

  private boolean bounded() {
    return places != null && places.room() != null;
  }

  private boolean fits(Host host) {
    return (room > 0 || !bounded() || out.contains(host.name())) && zoneHasPlace(host.zone());
  }

  private boolean zoneHasPlace(@Nullable Label zone) {
    if (places == null || zone == null) {
      return true;
    }
    long busy = working.values().stream().filter(h -> zone.equals(h.zone())).count();
    return places.zones().stream()
        .noneMatch(bound -> bound.zone().equals(zone) && busy >= bound.most());
  }
}
