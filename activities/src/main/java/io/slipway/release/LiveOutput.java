package io.slipway.release;

import io.slipway.contract.StepOutput;
import io.slipway.domain.Excerpt;
import io.slipway.domain.HostName;
import org.jspecify.annotations.Nullable;

/** What an activity has sent, and what its commands have said, over all of its attempts. */
final class LiveOutput {
  private static final int TAIL = 2048;

  private final boolean first;
  private boolean urgent;
  private @Nullable StepOutput told;

  /** Of the first attempt. */
  LiveOutput() {
    this.first = true;
  }

  /**
   * Of a later attempt.
   *
   * @param told by the attempt before this one
   */
  LiveOutput(@Nullable StepOutput told) {
    this.first = false;
    this.told = told;
  }

  /** What goes out with a heartbeat; null before anything was sent that changes the host. */
  @Nullable StepOutput told() {
    return told;
  }

  /** Whether an order that changes the host was sent, by this attempt or one before it. */
  boolean sent() {
    return told != null;
  }

  /**
   * Whether it is sure that none was sent. What a worker that was killed had sent, its last beat
   * may not have told: so only the first attempt can be sure.
   */
  boolean untouched() {
    return first && told == null;
  }

  /** Whether a later attempt must learn at once of what was sent, should this worker die. */
  boolean urgent() {
    return urgent;
  }

  /**
   * An order that changes the host is sent now: beats carry so from here on.
   *
   * @param live whether it may change what the host serves, or what lies outside of it
   */
  void sent(HostName host, boolean live) {
    urgent |= live;
    told = told == null ? new StepOutput(host, "", 0, 0, "") : told;
  }

  /** It could not be sent after all. */
  void back(@Nullable StepOutput before) {
    told = before;
  }

  /** The step that was heard last; empty for none. */
  String step() {
    return told == null ? "" : told.step();
  }

  /** How much of that step's output is known. */
  long offset() {
    return told == null ? 0 : told.offset();
  }

  void add(HostName host, Heard piece) {
    Heard heard = piece.settled();
    if (heard.text().isEmpty()) {
      return;
    }
    StepOutput before = told;
    boolean goesOn =
        before != null && before.step().equals(heard.step()) && before.offset() <= heard.from();
    long missed = before != null && goesOn ? heard.from() - before.offset() : 0;
    String known = before != null && goesOn && missed == 0 ? before.tail() : "";
    String text = heard.told(goesOn ? missed > 0 : heard.from() > 0);
    long length = (before != null && goesOn ? before.length() : 0) + missed + text.length();
    told = new StepOutput(host, heard.step(), heard.to(), length, Excerpt.tail(TAIL, known + text));
  }
}
