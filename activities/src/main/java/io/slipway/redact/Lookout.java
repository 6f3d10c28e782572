package io.slipway.redact;

import java.util.Collection;
import java.util.function.BiFunction;

/** Looks for a fixed lot of values. Never changes. */
final class Lookout {
  private final Sight sharp;

  /** For texts with characters that were broken into bytes. */
  private final Sight blurred;

  Lookout(Collection<String> values) {
    this.sharp = new Sight(Forms.of(values), Forms.SHORTEST);
    // One sign may stand for many characters there.
    this.blurred = new Sight(Forms.blurred(values), 1);
  }

  boolean isIdle() {
    return sharp.isIdle();
  }

  String redact(String text) {
    return redacted(text, false, Sight::in);
  }

  String redactCut(String text, boolean cutBefore, boolean cutAfter) {
    return redacted(text, cutAfter, (sight, part) -> sight.inCut(part, cutBefore, cutAfter));
  }

  private String redacted(String text, boolean goesOn, BiFunction<Sight, String, Ranges> looking) {
    Ranges found = looking.apply(sharp, text);
    if (needsBlur(text)) {
      Blur blur = new Blur(text, goesOn);
      found = found.with(blur.broken(looking.apply(blurred, blur.text())));
    }
    return found.replacedIn(text, Redactor.MARK);
  }

  int settled(String text) {
    Ranges found = new Ranges();
    int settled = sharp.settled(text, found);
    if (needsBlur(text)) {
      Blur blur = new Blur(text, true);
      Ranges inBlur = new Ranges();
      int closed = Math.min(blur.closed(), blurred.settled(blur.text(), inBlur));
      settled = Math.min(settled, blur.place(closed));
      found = found.with(blur.broken(inBlur));
    }
    return found.before(settled);
  }

  private boolean needsBlur(String text) {
    return !blurred.isIdle() && Blur.isBroken(text);
  }
}
