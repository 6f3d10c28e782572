package io.slipway.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for one lot of forms. Never changes. */
final class Sight {
  private final List<Form> forms;
  private final int shortest;
  private final Trie trie;
  private volatile @Nullable Endings endings;

  /**
   * @param shortest piece of a form that is looked for where a text was cut, in characters
   */
  Sight(List<Form> forms, int shortest) {
    this.forms = forms;
    this.shortest = shortest;
    this.trie = new Trie(forms);
  }

  boolean isIdle() {
    return forms.isEmpty();
  }

  Ranges in(String text) {
    Ranges found = new Ranges();
    int unused = look(text, found, Integer.MAX_VALUE);
    return found;
  }

  /** Also pieces of forms, where the text was cut. */
  Ranges inCut(String text, boolean cutBefore, boolean cutAfter) {
    Ranges found = new Ranges();
    if (cutBefore) {
      int piece = endings().pieceOf(text, cutAfter);
      if (piece > 0) {
        found.add(0, piece);
      }
    }
    int piece = look(text, found, cutAfter ? shortest : Integer.MAX_VALUE);
    if (piece < text.length()) {
      found.add(piece, text.length());
    }
    return found;
  }

  /** Up to where a growing text is settled, but for what is found there and goes beyond it. */
  int settled(String text, Ranges found) {
    return look(text, found, 0);
  }

  /**
   * Finds all forms that begin before the place that it answers.
   *
   * @param open stops where so many characters of a form, or more, end with the text
   * @return that place, or the text's length
   */
  private int look(String text, Ranges found, int open) {
    Walk walk = new Walk(text, trie);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (trie.next(Trie.ROOT, c) == Automaton.NONE && !Letters.isEscape(c)) {
        continue;
      }
      walk.from(at, Trie.ROOT, false);
      if (walk.open() >= open) {
        return at;
      }
      if (walk.isFound()) {
        int end = end(text, walk);
        if (open == 0 && end == text.length() && (walk.bits() & Automaton.WIDENS_RIGHT) != 0) {
          return start(text, at, walk);
        }
        found.add(start(text, at, walk), end);
      }
    }
    return text.length();
  }

  private static int start(String text, int at, Walk walk) {
    boolean wider = (walk.bits() & Automaton.WIDENS_LEFT) != 0;
    return wider && at > 0 && Letters.isBase64(text.charAt(at - 1)) ? at - 1 : at;
  }

  private static int end(String text, Walk walk) {
    if ((walk.bits() & Automaton.WIDENS_RIGHT) == 0) {
      return walk.end();
    }
    int more = Letters.afterBreaks(text, walk.end());
    return more < text.length() && Letters.isBase64(text.charAt(more)) ? more + 1 : walk.end();
  }

  /** Made when they are first asked for: not every worker cuts texts. */
  private Endings endings() {
    Endings made = endings;
    if (made == null) {
      made = new Endings(forms, shortest);
      endings = made;
    }
    return made;
  }
}
