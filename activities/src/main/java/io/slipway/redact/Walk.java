package io.slipway.redact;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a text and forms side by side, from one place of the text: which is the longest form that
 * begins there, and does the text end before some form does? Between the characters of a form may
 * stand line breaks with blanks after them, terminal escape sequences and other control characters;
 * and each character may be written as one of {@link Escapes}. For one thread.
 */
final class Walk {
  /**
   * More branches than this from one place are hostile; none is gone twice then. Neither from a
   * later place, for what was found on it the earlier place has had, with more text before it.
   */
  private static final int MANY = 64;

  private static final int FIELDS = 4;

  private final String text;
  private final Automaton forms;
  private final Escapes escapes;
  private int[] branches = new int[FIELDS * 16];
  private int height;
  private int pushed;
  private @Nullable Set<Long> gone;
  private int end;
  private int bits;
  private int open;

  Walk(String text, Automaton forms) {
    this.text = text;
    this.forms = forms;
    this.escapes = new Escapes(text);
  }

  /**
   * Goes on from a state of the forms; the answers are there until the next walk. Places ascend.
   */
  void from(int place, int state, boolean afterBreak) {
    end = -1;
    bits = 0;
    open = -1;
    height = 0;
    pushed = 0;
    follow(place, state, 0, afterBreak);
    while (height > 0) {
      height -= FIELDS;
      follow(
          branches[height], branches[height + 1], branches[height + 2], branches[height + 3] == 1);
    }
  }

  boolean isFound() {
    return end >= 0;
  }

  /** The place after the longest form that was found. */
  int end() {
    return end;
  }

  /** What belongs to that form beyond it, see {@link Automaton#ends}. */
  int bits() {
    return bits;
  }

  /**
   * With how many characters of some form the text ends before that form does; 0 when only an
   * escape has begun; -1 if no form can go on after the text.
   */
  int open() {
    return open;
  }

  private void follow(int from, int state, int depth, boolean loose) {
    int at = from;
    int now = state;
    int matched = depth;
    boolean gap = loose;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (gap) {
        withoutBlanks(at, now, matched);
      }
      if (Letters.isBreak(c)) {
        if (matched == 0 && !gap) {
          return;
        }
        gap = true;
      } else if (Letters.isControl(c)) {
        if (matched == 0 && !gap) {
          return;
        }
        int after = Letters.sequenceEnd(text, at);
        if (after > at + 1) {
          push(after, now, matched, gap);
        }
      } else {
        if (gap && Letters.isBlank(c)) {
          push(at + 1, now, matched, true);
        }
        if (Letters.isEscape(c)) {
          escaped(at, now, matched, gap);
        }
        now = forms.next(now, c);
        if (now == Automaton.NONE) {
          return;
        }
        matched++;
        gap = false;
        arrive(now, at + 1);
      }
      at++;
    }
    if (forms.goesOn(now)) {
      open = Math.max(open, matched);
    }
  }

  private void arrive(int state, int at) {
    int ends = forms.ends(state);
    if (ends != 0 && at >= end) {
      bits = at > end ? ends : bits | ends;
      end = at;
    }
  }

  /** A line break may stand in place of a form's blanks. */
  private void withoutBlanks(int at, int state, int depth) {
    for (char blank : new char[] {' ', '\t'}) {
      int next = forms.next(state, blank);
      if (next != Automaton.NONE) {
        push(at, next, depth, true);
      }
    }
  }

  private void escaped(int at, int state, int depth, boolean loose) {
    escapes.read(at);
    if (escapes.isUnfinished()) {
      open = Math.max(open, depth);
    }
    for (int i = 0; i < escapes.count(); i++) {
      int code = escapes.code(i);
      int next = escapes.next(i);
      boolean silent = Letters.isBreak(code) || Letters.isControl(code);
      boolean leftOut = silent || (loose && Letters.isBlank(code));
      if (leftOut && (depth > 0 || loose)) {
        push(next, state, depth, loose || Letters.isBreak(code));
      }
      if (!silent) {
        step(code, next, state, depth);
      }
    }
  }

  private void step(int code, int at, int state, int depth) {
    int next = state;
    int more = depth;
    for (char c : Character.toChars(code)) {
      next = next == Automaton.NONE ? next : forms.next(next, c);
      more++;
    }
    if (next != Automaton.NONE) {
      arrive(next, at);
      push(at, next, more, false);
    }
  }

  private void push(int at, int state, int depth, boolean loose) {
    if (++pushed > MANY) {
      gone = gone == null ? new HashSet<>() : gone;
      if (!gone.add(((long) at << 33) | ((long) state << 1) | (loose ? 1 : 0))) {
        return;
      }
    }
    if (height + FIELDS > branches.length) {
      branches = Arrays.copyOf(branches, branches.length * 2);
    }
    branches[height++] = at;
    branches[height++] = state;
    branches[height++] = depth;
    branches[height++] = loose ? 1 : 0;
  }
}
