package io.slipway.contract;

import io.slipway.domain.HostName;
import java.util.List;

/** Which hosts a run began with, in its order; also those that have left it since. */
public record RunHosts(List<HostName> names) {
  public RunHosts {
    names = names == null ? List.of() : List.copyOf(names);
  }
}
