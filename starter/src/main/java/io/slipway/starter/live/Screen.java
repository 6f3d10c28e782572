package io.slipway.starter.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a screen of some size shows of a run: exactly as many as it has, each no wider
 * than it is. When room is short, what needs a person comes before what goes well.
 *
 * @param width columns, 1 or more
 * @param height lines, 1 or more
 */
record Screen(int width, int height) {
  private static final int BANNER_LINES = 6;
  private static final int STORY_LINES = 8;

  /**
   * @param keys what can be pressed now, or what is asked
   */
  List<Line> of(Picture run, Line keys, Instant now) {
    List<Line> top = List.of(title(run, now), HostList.counts(run.counts()));
    List<Line> bottom = new ArrayList<>(banners(run));
    bottom.add(Line.EMPTY);
    bottom.add(keys);
    List<Line> page = new ArrayList<>(top);
    page.addAll(middle(run, now, height - top.size() - bottom.size()));
    List<Line> lines =
        new ArrayList<>(page.subList(0, Math.clamp(height - bottom.size(), 0, page.size())));
    while (lines.size() + bottom.size() < height) {
      lines.add(Line.EMPTY);
    }
    lines.addAll(bottom.subList(bottom.size() - (height - lines.size()), bottom.size()));
    return lines.stream().map(l -> l.within(width)).toList();
  }

  private List<Line> middle(Picture run, Instant now, int room) {
    if (room <= 0) {
      return List.of();
    }
    List<Line> faults = Fault.lines(List.copyOf(run.faults()), width, Math.max(1, room / 2));
    List<Line> story =
        new Story(width, now)
            .lines(run.rows(), Math.clamp((room - faults.size()) / 2, 1, STORY_LINES));
    // Two of the lines set the parts off from each other.
    int left = room - faults.size() - story.size() - (faults.isEmpty() ? 2 : 3);
    List<Line> lines = new ArrayList<>();
    Stream.of(story, HostList.lines(run.hosts(), width, left, now), faults)
        .filter(part -> !part.isEmpty())
        .forEach(
            part -> {
              lines.add(Line.EMPTY);
              lines.addAll(part);
            });
    return lines;
  }

  private Line title(Picture run, Instant now) {
    Instant began = run.startedAt();
    String age = began == null ? "" : Story.clock(began, now);
    int room = Math.max(0, width - age.length() - 1);
    return Line.of(Tone.BOLD, Columns.padded(Columns.head(run.title(), room), room)).and(" " + age);
  }

  /** Why nothing happens, and what to do about it. */
  private List<Line> banners(Picture run) {
    return Stream.of(run.pause(), run.away())
        .filter(Objects::nonNull)
        .flatMap(text -> banner(text).stream())
        .toList();
  }

  /** What to do stands at the end of the text, so that of a long one the middle is left out. */
  private List<Line> banner(@Nullable String text) {
    int most = Math.clamp(height / 2, 1, BANNER_LINES);
    List<String> all = Columns.wrapped(String.valueOf(text), width, Integer.MAX_VALUE);
    int end = (most + 1) / 2;
    List<String> some = new ArrayList<>(all);
    if (all.size() > most) {
      some = new ArrayList<>(all.subList(0, most - end));
      some.addAll(all.subList(all.size() - end, all.size()));
    }
    List<Line> lines = new ArrayList<>(List.of(Line.EMPTY));
    some.forEach(l -> lines.add(Line.of(Tone.YELLOW, l)));
    return lines;
  }
}
