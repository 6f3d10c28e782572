package io.slipway.starter.config;

import io.slipway.domain.HostName;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of hosts, in which {@code *} and {@code ?} stand for any text and any character.
 *
 * @param patterns as they were typed
 */
public record HostPatterns(List<String> patterns) {
  public HostPatterns {
    patterns = List.copyOf(patterns);
  }

  /**
   * Those of the hosts that a pattern matches, in their own order.
   *
   * @param whose what has these hosts, such as {@code stage production}
   * @throws ProblemException when a pattern matches none of them
   */
  public List<HostName> among(List<HostName> hosts, String whose) {
    List<String> known = hosts.stream().map(HostName::value).toList();
    patterns.forEach(p -> mustMatch("host", p, glob(p), known, whose));
    List<Pattern> names = patterns.stream().map(HostPatterns::glob).toList();
    return hosts.stream()
        .filter(h -> names.stream().anyMatch(n -> n.matcher(h.value()).matches()))
        .toList();
  }

  static Pattern glob(String pattern) {
    String regex =
        pattern
            .codePoints()
            .mapToObj(Character::toString)
            .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
            .collect(Collectors.joining());
    return Pattern.compile(regex.replaceAll("(?:\\.\\*)+", ".*"));
  }

  static void mustMatch(
      String what, String given, Pattern pattern, List<String> known, String whose) {
    if (known.stream().noneMatch(k -> pattern.matcher(k).matches())) {
      String few = known.stream().limit(5).collect(Collectors.joining(", "));
      String remedy =
          Suggestion.nearest(given, known)
              .map("Did you mean %s?"::formatted)
              .orElse(
                  known.isEmpty()
                      ? "Its hosts play no roles."
                      : "There are %s%s.".formatted(few, known.size() > 5 ? " and others" : ""));
      throw new ProblemException(
          ExitCode.USAGE,
          "%s has no %s %s. %s".formatted(whose, what, TextRules.quoted(given), remedy));
    }
  }
}
