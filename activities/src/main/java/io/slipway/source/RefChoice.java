package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import io.slipway.domain.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which commit a ref means: git's own order of precedence, and suggestions for what is missing. */
public final class RefChoice {
  private static final Pattern FULL = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-f]{4,63}");
  private static final String PEELED = "^{}";
  private static final int SUGGESTIONS = 3;

  /** Longer than any name that people give, and short enough to be compared with all names. */
  private static final int LONGEST = 1_000;

  private RefChoice() {}

  public static boolean isFull(String ref) {
    return FULL.matcher(ref).matches();
  }

  /** Whether it may be the beginning of a commit id; it may still be a branch of that name. */
  public static boolean isAbbreviation(String ref) {
    return ABBREVIATED.matcher(ref).matches();
  }

  /** Refuses what git would take for an option, and what no ref can hold. */
  public static void refuseOdd(String ref) {
    String fault = "";
    if (ref.isBlank()) {
      fault = "it is empty";
    } else if (ref.length() > LONGEST) {
      fault = "it is longer than %d characters".formatted(LONGEST);
    } else if (ref.startsWith("-")) {
      fault = "it starts with '-'";
    } else if (ref.chars().anyMatch(Character::isISOControl)) {
      fault = "it holds a control character";
    } else if (ref.chars().anyMatch(c -> " ~^:?*[\\".indexOf(c) >= 0)) {
      fault = "it holds one of the characters ' ~^:?*[\\'";
    }
    if (!fault.isEmpty()) {
      throw new SourceException(
          FailureType.REVISION_NOT_FOUND,
          "resolve '%s'"
              .formatted(
                  ref.substring(0, Math.min(ref.length(), LONGEST)).replaceAll("\\p{Cc}", "?")),
          "no branch or tag can have this name: " + fault,
          "Give a branch, a tag or a commit id.",
          "");
    }
  }

  /** The commit, if the refs that the repository has told hold it. */
  public static Optional<Revision> among(List<Ref> refs, String ref) {
    for (String prefix : List.of("", "refs/", "refs/tags/", "refs/heads/")) {
      for (String suffix : List.of(PEELED, "")) {
        Optional<Ref> exact =
            refs.stream()
                .filter(r -> r.name().equals(prefix + ref + suffix))
                .filter(r -> isFull(r.commit()))
                .findFirst();
        if (exact.isPresent()) {
          return exact.map(r -> Revision.of(r.commit()));
        }
      }
    }
    return isAbbreviation(ref) || isFull(ref) ? tip(refs, ref) : Optional.empty();
  }

  private static Optional<Revision> tip(List<Ref> refs, String start) {
    List<String> tips =
        refs.stream()
            .map(Ref::commit)
            .filter(c -> isFull(c) && c.startsWith(start))
            .distinct()
            .toList();
    if (tips.size() > 1) {
      throw new SourceException(
          FailureType.REVISION_NOT_FOUND,
          "resolve '%s'".formatted(start),
          "more than one commit begins with it: " + String.join(", ", tips),
          "Give more digits.",
          "");
    }
    return tips.stream().findFirst().map(Revision::of);
  }

  /**
   * @param names branches and tags that there are
   */
  public static SourceException notFound(String ref, String repository, List<String> names) {
    List<String> near = nearest(ref, names);
    String remedy =
        near.isEmpty()
            ? "Push it first, or give a branch, a tag or a full commit id."
            : "Did you mean %s? Otherwise push it first.".formatted(String.join(", ", near));
    return new SourceException(
        FailureType.REVISION_NOT_FOUND,
        "resolve '%s'".formatted(ref),
        "%s has no such branch, tag or commit".formatted(repository),
        remedy,
        "");
  }

  static List<String> nearest(String ref, List<String> names) {
    int most = Math.max(2, ref.length() / 3);
    Stream<Near> candidates =
        names.stream().distinct().map(n -> new Near(n, Spelling.distance(key(ref), key(n))));
    return candidates
        .filter(n -> n.distance() <= most || key(n.name()).contains(key(ref)))
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(SUGGESTIONS)
        .map(Near::name)
        .toList();
  }

  private record Near(String name, int distance) {}

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
