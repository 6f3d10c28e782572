package io.slipway.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.contract.AuditNote;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one line tells, in the order in which it is written; docs/reference/audit.md explains each
 * field. All is text, so that a reader of any version can show it.
 *
 * @param v version of this form
 * @param chain names the trail, the same in all of its lines
 * @param n number in the trail, from 1
 * @param at when it was written, by the worker's clock
 * @param by the worker, as process@machine
 * @param mac names the key of {@code hash}; null for a trail without one
 * @param prev hash of the line before; zeros for the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
    int v,
    String chain,
    long n,
    String at,
    String by,
    String kind,
    @Nullable String id,
    @Nullable String who,
    @Nullable String proven,
    @Nullable String action,
    @Nullable String application,
    @Nullable String stage,
    @Nullable String run,
    @Nullable String ref,
    @Nullable String revision,
    @Nullable String release,
    @Nullable Integer hosts,
    @Nullable String why,
    @Nullable String plan,
    @Nullable String verdict,
    @Nullable String result,
    @Nullable String message,
    @Nullable String mac,
    String prev) {
  static final int VERSION = 1;

  /** Kinds that the trail itself adds to those of notes. */
  static final String FILE_BEGUN = "file-begun";

  static final String LINE_TORN = "line-torn";
  static final String LINES_LOST = "lines-lost";
  static final String WORKER_STARTED = "worker-started";
  static final String WORKER_STOPPED = "worker-stopped";

  /** What stands in a line apart from its place in the chain. */
  record Content(
      String kind,
      @Nullable String id,
      @Nullable AuditNote note,
      @Nullable String result,
      @Nullable String message) {

    static Content of(AuditNote note) {
      return new Content(
          note.kind().name().toLowerCase(Locale.ROOT),
          note.id(),
          note,
          note.result(),
          note.message());
    }

    static Content own(String kind, @Nullable String result, String message) {
      return new Content(kind, null, null, result, message);
    }

    AuditEntry at(Place place, UnaryOperator<String> clean) {
      AuditNote of = note;
      return new AuditEntry(
          VERSION,
          place.chain(),
          place.number(),
          place.at(),
          place.by(),
          kind,
          id,
          of == null ? null : clean.apply(of.who().name()),
          of == null ? null : clean.apply(of.who().proven()),
          of == null ? null : of.what().action(),
          of == null ? null : of.what().application().value(),
          of == null ? null : of.what().stage().value(),
          of == null ? null : of.what().run(),
          of == null ? null : cleaned(of.what().ref(), clean),
          of == null || of.what().revision() == null ? null : of.what().revision().value(),
          of == null || of.what().release() == null ? null : of.what().release().value(),
          of == null ? null : of.what().hosts(),
          of == null ? null : cleaned(of.why(), clean),
          of == null ? null : of.plan(),
          of == null ? null : cleaned(of.verdict(), clean),
          cleaned(result, clean),
          cleaned(message, clean),
          place.mac().isEmpty() ? null : place.mac(),
          place.prev());
    }

    private static @Nullable String cleaned(@Nullable String text, UnaryOperator<String> clean) {
      return text == null ? null : clean.apply(text);
    }
  }

  /** Where in a trail a line stands. */
  record Place(String chain, long number, String at, String by, String mac, String prev) {}
}
