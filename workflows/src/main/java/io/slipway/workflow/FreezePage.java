package io.slipway.workflow;

import io.slipway.contract.Freeze;
import java.util.List;

/** What Temporal's Web UI shows of freezes. */
final class FreezePage {
  private FreezePage() {}

  static String of(List<Freeze> freezes) {
    if (freezes.isEmpty()) {
      return "No freeze is in force, and none is to come.";
    }
    StringBuilder page =
        new StringBuilder("| freeze | of | from | until | by | why |\n|---|---|---|---|---|---|\n");
    for (Freeze each : freezes) {
      page.append(
          "| %d | %s | %s | %s | %s | %s |\n"
              .formatted(
                  each.number(),
                  Markdown.text(each.scope().words()),
                  each.from(),
                  each.until() == null ? "it is lifted" : each.until(),
                  Markdown.text(each.by().toString()),
                  Markdown.text(each.reason())));
    }
    return Clip.details(page.toString());
  }
}
