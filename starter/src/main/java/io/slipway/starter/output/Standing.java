package io.slipway.starter.output;

import io.slipway.contract.Leaving;
import io.slipway.contract.Left;
import io.slipway.contract.Place;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.util.stream.Collectors;

/**
 * Where a request stands that waits for its stage, or how it has left the line.
 *
 * @param watched whether the command goes on watching it
 * @param watch the command that watches it
 * @param cancel the command that takes it out of the line
 */
public record Standing(
    ApplicationName application,
    StageName stage,
    Place place,
    boolean watched,
    String watch,
    String cancel)
    implements Message {

  /** As a command tells it. */
  public static Standing of(ApplicationName application, StageName stage, Place place) {
    return of(application, stage, place, true);
  }

  /** As a command tells it that does not watch, or no longer does. */
  public static Standing unwatched(ApplicationName application, StageName stage, Place place) {
    return of(application, stage, place, false);
  }

  private static Standing of(
      ApplicationName application, StageName stage, Place place, boolean watched) {
    return new Standing(
        application,
        stage,
        place,
        watched,
        "slipway queue watch %s %d".formatted(stage, place.ticket()),
        "slipway queue cancel %s %d".formatted(stage, place.ticket()));
  }

  @Override
  public String type() {
    return "standing";
  }

  @Override
  public void write(Page page) {
    Left left = place.left();
    String request =
        "Request %d (%s)".formatted(place.ticket(), RunWords.what(place.kind(), place.ref()));
    if (left != null) {
      String line = "%s %s %s".formatted(request, words(left.how()), left.why());
      page.line(left.how() == Leaving.BEGUN ? line : page.paint().red(Printable.of(line)));
      return;
    }
    page.line(
        place.position() == 0
            ? "%s begins on %s of %s.".formatted(request, stage, application)
            : "%s waits for %s of %s, %s, until %s at most.%s"
                .formatted(
                    request, stage, application, spot(), Times.words(place.until()), instead()));
    if (!watched) {
      page.line(
          "It keeps its place without you. Watch it: %s. Take it out: %s."
              .formatted(watch, cancel));
    }
  }

  private String spot() {
    return place.position() == 1 ? "as the next" : "at place %d".formatted(place.position());
  }

  private String instead() {
    if (place.superseded().isEmpty()) {
      return "";
    }
    String numbers =
        place.superseded().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return " It waits instead of %s.".formatted(numbers);
  }

  private static String words(Leaving how) {
    return switch (how) {
      case BEGUN -> "has its turn.";
      case CANCELLED -> "is out of the line.";
      case SUPERSEDED -> "was superseded.";
      case EXPIRED -> "has expired.";
      case NOT_STARTED -> "had its turn, but could not be started.";
    };
  }
}
