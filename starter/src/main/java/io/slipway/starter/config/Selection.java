package io.slipway.starter.config;

import io.slipway.domain.Host;
import io.slipway.domain.Role;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses hosts of a stage by name and role; what matches nothing is an error, not an empty run.
 */
record Selection(Target target, List<String> patterns, List<String> roles) {

  List<Host> hosts() {
    List<Pattern> names = patterns.stream().map(Selection::glob).toList();
    patterns.forEach(p -> mustMatch("host", p, glob(p), host -> Stream.of(host.name().value())));
    roles.forEach(
        r ->
            mustMatch(
                "role",
                r,
                Pattern.compile(Pattern.quote(r)),
                host -> host.roles().stream().map(Role::value)));
    List<Host> hosts =
        target.hosts().stream()
            .filter(h -> names.isEmpty() || named(h, names))
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

  private static boolean named(Host host, List<Pattern> names) {
    return names.stream().anyMatch(n -> n.matcher(host.name().value()).matches());
  }

  private static Pattern glob(String pattern) {
    String regex =
        pattern
            .codePoints()
            .mapToObj(Character::toString)
            .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
            .collect(Collectors.joining());
    return Pattern.compile(regex.replaceAll("(?:\\.\\*)+", ".*"));
  }

  private void mustMatch(
      String what, String given, Pattern pattern, Function<Host, Stream<String>> texts) {
    List<String> known = target.hosts().stream().flatMap(texts).distinct().toList();
    if (known.stream().noneMatch(k -> pattern.matcher(k).matches())) {
      String few = known.stream().limit(5).collect(Collectors.joining(", "));
      String remedy =
          Suggestion.nearest(given, known)
              .map("Did you mean %s?"::formatted)
              .orElse(
                  known.isEmpty()
                      ? "Its hosts play no roles."
                      : "There are %s%s.".formatted(few, known.size() > 5 ? " and others" : ""));
      throw problem(
          "stage %s has no %s %s. %s"
              .formatted(target.stage(), what, TextRules.quoted(given), remedy));
    }
  }

  private static ProblemException problem(String sentence) {
    return new ProblemException(ExitCode.USAGE, sentence);
  }
}
