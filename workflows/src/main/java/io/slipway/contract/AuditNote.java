package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * Something that an audit trail shall tell. It becomes one line, with its number, time and place in
 * the chain; the same id never becomes a second one.
 *
 * @param id names it, the same however often it is told
 * @param why the asker's reason; null when none was given
 * @param plan what {@link PlanHash} says of the target and the ref; null where there is none
 * @param verdict why it was allowed or refused; null where nobody judges
 * @param result how it ended, in one word; null before its end
 * @param message what else there is to say, for people
 * @param times of a run that ends; null for all else
 */
public record AuditNote(
    String id,
    AuditKind kind,
    AuditedBy who,
    AuditedAct what,
    @Nullable String why,
    @Nullable String plan,
    @Nullable String verdict,
    @Nullable String result,
    @Nullable String message,
    @Nullable RunTimes times) {

  /** Of anything but a run's end. */
  public AuditNote(
      String id,
      AuditKind kind,
      AuditedBy who,
      AuditedAct what,
      @Nullable String why,
      @Nullable String plan,
      @Nullable String verdict,
      @Nullable String result,
      @Nullable String message) {
    this(id, kind, who, what, why, plan, verdict, result, message, null);
  }
}
