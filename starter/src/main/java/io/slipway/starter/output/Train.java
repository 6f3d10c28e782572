package io.slipway.starter.output;

import io.slipway.contract.TrainPlace;
import io.slipway.contract.TrainStatus;
import java.util.Locale;

/**
 * A train, as it stands.
 *
 * @param did what was done to it, in one word; {@code found} when nothing was
 */
public record Train(String did, TrainStatus train) implements Message {

  @Override
  public String type() {
    return "train";
  }

  @Override
  public void write(Page page) {
    page.line(
        did.equals("planned")
            ? "Train %s. %s".formatted(train.name(), Printable.of(train.message()))
            : "Train %s by %s since %s: %s. %s"
                .formatted(
                    train.name(),
                    Printable.of(train.initiator().toString()),
                    Times.words(train.startedAt()),
                    words(train.state()),
                    Printable.of(train.message())));
    Table table = new Table("PLACE", "APPLICATION", "STAGE", "WHAT", "STATE", "NOTE");
    int number = 0;
    for (TrainPlace each : train.places()) {
      table.row(
          String.valueOf(++number),
          each.application() == null ? "-" : each.application().value(),
          each.stage() == null ? "-" : each.stage().value(),
          each.what(),
          words(each.state()),
          each.message() == null ? "" : each.message());
    }
    page.table(table);
  }

  private static String words(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
