package io.slipway.rollout;

import io.slipway.domain.HostName;
import java.util.List;
import java.util.stream.Collectors;

/** Lists hosts in a sentence, so that it stays one also with a thousand of them. */
public final class Names {
  private static final int SHOWN = 5;

  private Names() {}

  public static String of(List<HostName> hosts) {
    String shown =
        hosts.stream().limit(SHOWN).map(HostName::value).collect(Collectors.joining(", "));
    return hosts.size() <= SHOWN ? shown : "%s and %d more".formatted(shown, hosts.size() - SHOWN);
  }
}
