package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a canary, once. Texts for hosts may hold {@code {host}}, {@code {address}}
 * and {@code {stage}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Measure.Answered.class, name = "answer"),
  @JsonSubTypes.Type(value = Measure.Exit.class, name = "exit"),
  @JsonSubTypes.Type(value = Measure.Series.class, name = "series")
})
public sealed interface Measure {

  /** Whether each host of the canary is measured by itself. */
  default boolean eachHost() {
    return !(this instanceof Series);
  }

  /** A GET from the worker must be answered with this status (100 to 599). */
  record Answered(String url, int expect) implements Measure {}

  /** A command on the host, in the live release's directory, must exit with 0. */
  record Exit(String run) implements Measure {}

  /**
   * A query of a Prometheus must have one number, which is good. Queries may hold {@code
   * {canaries}} and {@code {old}}, which stand for the names of hosts in a regular expression, and
   * {@code {stage}}.
   *
   * @param url where the Prometheus answers, without {@code /api/v1}
   * @param atMost greatest good number; null for no bound
   * @param atLeast least good number; null for no bound
   * @param baseline a query whose number is the measure of the first; null for none
   * @param times how many times the baseline's number the first may be at most
   */
  record Series(
      String url,
      String query,
      @Nullable Double atMost,
      @Nullable Double atLeast,
      @Nullable String baseline,
      @Nullable Double times)
      implements Measure {}
}
