package io.slipway.workflow;

import io.slipway.contract.TrainPlace;
import io.slipway.contract.TrainState;
import io.slipway.contract.TrainStatus;
import java.util.Locale;

/** What Temporal's Web UI shows of a train, in Markdown. */
final class TrainPage {
  private TrainPage() {}

  static String of(TrainStatus train) {
    StringBuilder page =
        new StringBuilder(
            "**%s**, asked for by %s: %s. %s\n\n| | Car or gate | What | State | |\n| ---: | :--- | :--- | :--- | :--- |\n"
                .formatted(
                    Markdown.text(train.name()),
                    Markdown.text(train.initiator().toString()),
                    words(train.state()),
                    Markdown.text(train.message())));
    if (train.state() == TrainState.WAITING) {
      page.insert(
          page.indexOf("\n\n") + 2,
          "Signals: `abort`, and at a gate for people `continue`, which says who it is: `%s`\n\n"
              .formatted(RunPage.VOTE));
    }
    int number = 0;
    for (TrainPlace each : train.places()) {
      page.append(
          "| %d | %s | %s | %s | %s |\n"
              .formatted(
                  ++number,
                  Markdown.text(each.stage() == null ? "gate" : each.name()),
                  Markdown.text(each.what()),
                  words(each.state()),
                  each.message() == null ? "" : Markdown.text(each.message())));
    }
    return Clip.details(page.toString());
  }

  private static String words(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
