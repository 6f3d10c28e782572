package io.slipway.bench.scale;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one deploy took of a server and its database.
 *
 * @param database CPU time of the database, where it has processes of its own
 * @param bytes by how much it has grown on disk
 * @param logged by how much it has written to its log, where that is counted
 */
record ServerCost(Measured measured, Duration database, long bytes, long logged) {
  private static final double MEBIBYTE = 1024.0 * 1024;

  /** A table of medians, and how many times that of the first the second is. */
  static void tell(List<ServerCost> sqlite, List<ServerCost> postgres) {
    System.out.println("|                     |     SQLite | PostgreSQL | ratio |");
    System.out.println("| ------------------- | ---------: | ---------: | ----: |");
    row("wall time", "s", sqlite, postgres, cost -> seconds(cost.measured.wall()));
    row("server's CPU", "s", sqlite, postgres, ServerCost::server);
    row("database's CPU", "s", sqlite, postgres, cost -> seconds(cost.database));
    row("CPU together", "s", sqlite, postgres, cost -> cost.server() + seconds(cost.database));
    row("server's memory", "MiB", sqlite, postgres, cost -> cost.measured.server().peakMebibytes());
    row("database grows by", "MiB", sqlite, postgres, cost -> cost.bytes / MEBIBYTE);
    row("its log grows by", "MiB", sqlite, postgres, cost -> cost.logged / MEBIBYTE);
  }

  private static void row(
      String what,
      String unit,
      List<ServerCost> sqlite,
      List<ServerCost> postgres,
      ToDoubleFunction<ServerCost> measure) {
    double lite = median(sqlite, measure);
    double full = median(postgres, measure);
    System.out.printf(
        "| %-19s | %10s | %10s | %5s |%n",
        what,
        lite == 0 ? "-" : "%.1f %s".formatted(lite, unit),
        "%.1f %s".formatted(full, unit),
        lite == 0 ? "-" : "%.2f".formatted(full / lite));
  }

  private static double median(List<ServerCost> costs, ToDoubleFunction<ServerCost> measure) {
    double[] sorted = costs.stream().mapToDouble(measure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double server() {
    return seconds(measured.server().cpu());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
