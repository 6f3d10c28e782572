package io.slipway.testbench;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one host answered under load.
 *
 * @param asked how many requests were made
 * @param late how many were skipped because the one before took too long
 * @param turns by path, the names of the answers in the order in which they first followed another:
 *     {@code [old, new]} for one switch, {@code [old, new, old]} for one that was seen twice
 * @param faulty how many answers were not whole, or did not come
 * @param faults the first of those
 */
public record Heard(
    String host,
    int asked,
    int late,
    Map<String, List<String>> turns,
    int faulty,
    List<Fault> faults) {

  /** One answer that was not whole, or did not come. */
  public record Fault(Instant at, String path, String what) {}
}
