package io.slipway.workflow;

import io.slipway.contract.PauseNote;
import io.slipway.domain.Excerpt;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.rollout.FailureGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Temporal's Web UI shows of a run while it goes on, in Markdown. */
final class RunPage {
  /** The last ones; a run that is tried again and again has more than the page. */
  private static final int PHASES = 60;

  private static final int GROUPS = 4;

  /** What a vote needs as its input. */
  static final String VOTE =
      "{\"initiator\":{\"user\":\"ana\",\"from\":\"web\"},\"reason\":\"...\"}";

  private RunPage() {}

  /**
   * @param state how far it is, in a few words
   * @param colors which half of the stage is live; null where it is in none
   */
  static String of(
      Mission mission,
      String state,
      @Nullable ReleaseId release,
      @Nullable Revision revision,
      FleetProgress progress,
      List<PhaseCount> phases,
      @Nullable PauseNote pause,
      @Nullable String colors) {
    StringBuilder text = new StringBuilder();
    text.append(
        "**%s** of %s on **%s**, asked for by %s: %s\n\n"
            .formatted(
                Markdown.text(Excerpt.head(500, mission.subjectInWords())),
                mission.target().application(),
                mission.target().stage(),
                Markdown.text(Excerpt.head(200, mission.initiator().toString())),
                Markdown.text(state)));
    if (pause != null) {
      text.append(
          "**Waits for you until %s.** %s Signals: %s.\n\n"
              .formatted(
                  pause.until(), Markdown.text(Excerpt.head(2_000, pause.why())), signals(pause)));
    }
    if (release != null) {
      text.append("Release `%s`".formatted(release));
      text.append(revision == null ? "\n\n" : ", revision `%s`\n\n".formatted(revision));
    }
    if (colors != null) {
      text.append("%s\n\n".formatted(Markdown.text(colors)));
    }
    if (!phases.isEmpty()) {
      text.append("| Phase | Hosts | Done | Failed |\n| :--- | ---: | ---: | ---: |\n");
      phases
          .subList(Math.max(0, phases.size() - PHASES), phases.size())
          .forEach(p -> text.append(p.row()));
      text.append('\n');
    }
    text.append("| Hosts | State |\n| ---: | :--- |\n");
    progress.counts().forEach((s, n) -> text.append("| %d | %s |\n".formatted(n, s)));
    List<FailureGroup> groups = FailureGroup.of(progress.failures());
    groups.stream()
        .limit(GROUPS)
        .forEach(
            group ->
                text.append(
                    "\nFailed: %s\n\n%s\n"
                        .formatted(
                            group.who(),
                            Markdown.text(Excerpt.head(2_000, group.example().message())))));
    if (groups.size() > GROUPS) {
      text.append("\nand for %d further reasons\n".formatted(groups.size() - GROUPS));
    }
    return Clip.details(text.toString());
  }

  private static String signals(PauseNote pause) {
    return switch (pause.kind()) {
      case STANDSTILL -> "`retry`, `exclude`, `continue`, `abort`";
      case HELD -> "`resume`, `abort`";
      case APPROVAL ->
          "`approve`, `reject`, `abort`. A vote says whose it is: `%s`".formatted(VOTE);
      case FROZEN -> "`abort`";
    };
  }
}
