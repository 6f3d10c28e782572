package io.slipway.release;

import io.slipway.contract.BuildActivities;
import io.slipway.contract.Built;
import io.slipway.contract.BuiltOrder;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.StepReport;
import io.slipway.source.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Packs what one host or the worker has built for all, and prepares hosts from that. */
final class Building implements BuildActivities {
  /** What a slow disk takes for a large release. */
  private static final Duration PACKING = Duration.ofMinutes(25);

  private final Hosts hosts;
  private final HostPhases phases;
  private final Transfers transfers;
  private final WorkerBuild onWorker;
  private final Lending lending;
  private final Supplier<Attempt> attempts;

  Building(
      Hosts hosts,
      HostPhases phases,
      Transfers transfers,
      WorkerBuild onWorker,
      Lending lending,
      Supplier<Attempt> attempts) {
    this.hosts = hosts;
    this.phases = phases;
    this.transfers = transfers;
    this.onWorker = onWorker;
    this.lending = lending;
    this.attempts = attempts;
  }

  @Override
  public HostReport pack(HostOrder order) {
    String attempted = "pack what it has built";
    Attempt attempt = attempts.get();
    return Boundary.crossing(
        order,
        attempted,
        () -> lending.with(order, attempt, false, lent -> packed(order, attempted, lent)));
  }

  private HostReport packed(HostOrder order, String attempted, Attempt attempt) {
    Prologue secrets =
        new Prologue()
            .eachOf(
                "secret_place",
                HostSecrets.filesOn(order).stream().map(f -> Orders.inside(f.path())).toList());
    Transcript told =
        hosts.on(order, attempt, host -> host.run(HostScript.PACK, attempted, secrets, PACKING));
    Transcript.Packed packed = Objects.requireNonNull(told.packed, "the script tells it");
    Built built =
        new Built(order.host(), packed.sha256(), packed.size(), packed.machine(), told.committedAt);
    long began = System.nanoTime();
    Parcel unused = transfers.parcel(order, built, attempt);
    HostReport report = HostPhases.report(order, told);
    List<StepReport> steps = new ArrayList<>(report.steps());
    steps.add(
        new StepReport(
            "fetch",
            false,
            Duration.ofNanos(System.nanoTime() - began),
            "%,d bytes, SHA-256 %s".formatted(built.size(), built.sha256())));
    return new HostReport(
            report.host(), steps, report.live(), report.previous(), List.of(), report.warnings())
        .having(built);
  }

  @Override
  public HostReport onWorker(HostOrder order) {
    Attempt attempt = attempts.get();
    HostReport made =
        Boundary.crossing(
            order,
            "build on the worker",
            () -> lending.with(order, attempt, false, lent -> onWorker.built(order, lent)));
    Built built = Objects.requireNonNull(made.built());
    return phases.prepare(order, built).after(made).having(built);
  }

  @Override
  public HostReport unpack(BuiltOrder order) {
    return phases.prepare(order.order(), order.built());
  }
}
