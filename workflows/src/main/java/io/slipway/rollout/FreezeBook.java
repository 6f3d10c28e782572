package io.slipway.rollout;

import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The freezes in force and to come. Never changes: what is done to it makes another one.
 *
 * @param last the number of the newest that there ever was; 0 for none
 * @param freezes by number
 */
public record FreezeBook(long last, List<Freeze> freezes) {
  /** Most that there can be at a time. */
  public static final int MOST = 200;

  /** Most patterns of applications, and of stages, that one is for. */
  public static final int MOST_PATTERNS = 50;

  /** Most characters of a reason. */
  public static final int LONGEST_REASON = 500;

  private static final Duration FURTHEST = Duration.ofDays(36_525);

  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._*?-]{1,64}");

  public FreezeBook {
    freezes = List.copyOf(freezes);
  }

  /** All that hinders a request from being carried out, in sentences without their full stops. */
  public List<String> faults(FreezeRequest request, Instant now) {
    return faults(request, now, freezes.size());
  }

  /** The same for who does not know what freezes there are. */
  public static List<String> faults(FreezeRequest request, Instant now, int there) {
    List<String> faults = new ArrayList<>();
    if (request.reason() == null || request.reason().isBlank()) {
      faults.add("it lacks a reason");
    } else if (request.reason().length() > LONGEST_REASON) {
      faults.add(
          "its reason has %d characters, and %d are the most"
              .formatted(request.reason().length(), LONGEST_REASON));
    }
    Instant from = request.from() == null ? now : request.from();
    Instant until = request.until();
    if (until != null && !until.isAfter(from)) {
      faults.add("it ends at %s, before it begins at %s".formatted(until, from));
    } else if (until != null && !until.isAfter(now)) {
      faults.add("it is over since %s".formatted(until));
    }
    for (Instant time : until == null ? List.of(from) : List.of(from, until)) {
      if (time.isAfter(now.plus(FURTHEST))) {
        faults.add("%s is more than a hundred years ahead".formatted(time));
      }
    }
    patterns("applications", request.scope().applications()).forEach(faults::add);
    patterns("stages", request.scope().stages()).forEach(faults::add);
    if (there >= MOST) {
      faults.add("there are %d freezes, which are the most; lift one first".formatted(there));
    }
    return faults;
  }

  private static Stream<String> patterns(String what, List<String> patterns) {
    return patterns.size() > MOST_PATTERNS
        ? Stream.of(
            "it names %d patterns of %s, and %d are the most"
                .formatted(patterns.size(), what, MOST_PATTERNS))
        : patterns.stream()
            .filter(p -> !NAMES.matcher(p).matches())
            .map(p -> "'%s' is no pattern of names of %s".formatted(p, what));
  }

  /**
   * With one more, which is the last of the new book.
   *
   * @param request without {@link #faults}
   */
  public FreezeBook with(FreezeRequest request, Instant now) {
    Instant from = request.from();
    Freeze put =
        new Freeze(
            last + 1,
            request.scope(),
            from == null || from.isBefore(now) ? now : from,
            request.until(),
            request.reason(),
            request.initiator(),
            now,
            request.inFlight());
    return new FreezeBook(put.number(), Stream.concat(freezes.stream(), Stream.of(put)).toList());
  }

  public Optional<Freeze> of(long number) {
    return freezes.stream().filter(f -> f.number() == number).findFirst();
  }

  public FreezeBook without(long number) {
    return new FreezeBook(last, freezes.stream().filter(f -> f.number() != number).toList());
  }

  /** Without those that are over. */
  public FreezeBook at(Instant now) {
    return new FreezeBook(last, freezes.stream().filter(f -> !f.endsBy(now)).toList());
  }

  /** When the next one is over; empty when none ever is. */
  public Optional<Instant> nextEnd() {
    return freezes.stream()
        .map(Freeze::until)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }
}
