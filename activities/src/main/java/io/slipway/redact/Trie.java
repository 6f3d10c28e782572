package io.slipway.redact;

import java.util.Arrays;
import java.util.List;

/** Many forms by their beginnings, in one table of hashed steps. Never changes. */
final class Trie implements Automaton {
  static final int ROOT = 0;

  private static final long SCATTER = 0x9E3779B97F4A7C15L;
  private static final int ASCII = 128;

  /** The step's state and character; 0 in free places, for no form has character 0. */
  private final long[] steps;

  private final int[] targets;
  private final byte[] ends;
  private final boolean[] goesOn;
  private final int[] first = new int[ASCII];
  private final int shift;
  private int states = 1;

  Trie(List<Form> forms) {
    int most = 1 + forms.stream().mapToInt(form -> form.text().length()).sum();
    int bits = 64 - Long.numberOfLeadingZeros(2L * most);
    this.steps = new long[1 << bits];
    this.targets = new int[1 << bits];
    this.ends = new byte[most];
    this.goesOn = new boolean[most];
    this.shift = 64 - bits;
    forms.forEach(this::add);
    Arrays.setAll(first, c -> find(ROOT, (char) c));
  }

  private void add(Form form) {
    int state = ROOT;
    for (char c : form.text().toCharArray()) {
      int place = place(state, c);
      if (steps[place] == 0) {
        steps[place] = step(state, c);
        goesOn[state] = true;
        targets[place] = states++;
      }
      state = targets[place];
    }
    ends[state] |= (byte) Automaton.bits(form);
  }

  private static long step(int state, char c) {
    return ((long) state << 16) | c;
  }

  /** Where the step is, or else would be. */
  private int place(int state, char c) {
    long step = step(state, c);
    int place = (int) ((step * SCATTER) >>> shift);
    while (steps[place] != step && steps[place] != 0) {
      place = (place + 1) & (steps.length - 1);
    }
    return place;
  }

  private int find(int state, char c) {
    if (c == 0) {
      return NONE;
    }
    int place = place(state, c);
    return steps[place] == 0 ? NONE : targets[place];
  }

  @Override
  public int next(int state, char c) {
    return state == ROOT && c < ASCII ? first[c] : find(state, c);
  }

  @Override
  public int ends(int state) {
    return ends[state];
  }

  @Override
  public boolean goesOn(int state) {
    return goesOn[state];
  }
}
