package io.slipway.starter.output;

import io.slipway.contract.Freeze;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Freezes of many stages.
 *
 * @param did what was done to it, in one word; {@code found} when nothing was
 * @param at when it was so
 */
public record Freezes(String did, Instant at, List<Freeze> freezes) implements Message {
  public Freezes {
    freezes = List.copyOf(freezes);
  }

  @Override
  public String type() {
    return "freezes";
  }

  @Override
  public void write(Page page) {
    if (freezes.isEmpty()) {
      page.line("No freeze is in force, and none is to come.");
      return;
    }
    if (!did.equals("found")) {
      Freeze first = freezes.getFirst();
      page.line(
          "%s: freeze %d of %s.%s"
              .formatted(
                  did.substring(0, 1).toUpperCase(Locale.ROOT) + did.substring(1),
                  first.number(),
                  first.scope().words(),
                  did.equals("put")
                      ? " End it: slipway freeze lift %d.".formatted(first.number())
                      : ""));
    }
    Table table =
        new Table(
            "FREEZE",
            "STATE",
            "STAGES",
            "APPLICATIONS",
            "FROM",
            "UNTIL",
            "IN FLIGHT",
            "BY",
            "REASON");
    for (Freeze each : freezes) {
      table.row(
          String.valueOf(each.number()),
          did.equals("lifted") ? "lifted" : each.holds(at) ? "in force" : "to come",
          String.join(", ", each.scope().stages()),
          String.join(", ", each.scope().applications()),
          Times.words(each.from()),
          each.until() == null ? "it is lifted" : Times.words(each.until()),
          each.inFlight() == null
              ? "as stages say"
              : each.inFlight().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          each.by().toString(),
          each.reason());
    }
    page.table(table);
  }
}
