package io.slipway.starter.config;

import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses hosts of a stage by name and role; what matches nothing is an error, not an empty run.
 */
record Selection(Target target, List<String> patterns, List<String> roles) {

  List<Host> hosts() {
    String whose = "stage %s".formatted(target.stage());
    List<HostName> named =
        new HostPatterns(patterns).among(target.hosts().stream().map(Host::name).toList(), whose);
    List<String> played =
        target.hosts().stream()
            .flatMap(h -> h.roles().stream())
            .map(Role::value)
            .distinct()
            .toList();
    roles.forEach(
        r -> HostPatterns.mustMatch("role", r, Pattern.compile(Pattern.quote(r)), played, whose));
    Set<HostName> chosen = new HashSet<>(named);
    List<Host> hosts =
        target.hosts().stream()
            .filter(h -> patterns.isEmpty() || chosen.contains(h.name()))
            .filter(
                h -> roles.isEmpty() || h.roles().stream().anyMatch(r -> roles.contains(r.value())))
            .toList();
    if (hosts.isEmpty()) {
      throw problem(
          "no host of stage %s is named %s and plays %s. Widen --host or --role."
              .formatted(
                  target.stage(), String.join(" or ", patterns), String.join(" or ", roles)));
    }
    return hosts;
  }

  private static ProblemException problem(String sentence) {
    return new ProblemException(ExitCode.USAGE, sentence);
  }
}
