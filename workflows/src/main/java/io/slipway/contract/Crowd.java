package io.slipway.contract;

import io.slipway.domain.HostName;
import java.util.List;

/** To which hosts a balancer sends visitors, part by part. */
public record Crowd(List<Part> parts) {
  public Crowd {
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /**
   * A machine of the balancer, or all of it where it has none.
   *
   * @param in hosts that visitors are sent to, in health or not
   * @param ours hosts that runs have taken out
   * @param foreign hosts that other hands have taken out
   */
  public record Part(
      HostName name, List<HostName> in, List<HostName> ours, List<HostName> foreign) {
    public Part {
      in = in == null ? List.of() : List.copyOf(in);
      ours = ours == null ? List.of() : List.copyOf(ours);
      foreign = foreign == null ? List.of() : List.copyOf(foreign);
    }
  }
}
