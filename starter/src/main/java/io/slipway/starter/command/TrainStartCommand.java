package io.slipway.starter.command;

import io.slipway.contract.DeployRequest;
import io.slipway.contract.SurveyKind;
import io.slipway.contract.SurveyResult;
import io.slipway.contract.TrainDeploy;
import io.slipway.contract.TrainItem;
import io.slipway.contract.TrainOrder;
import io.slipway.contract.TrainState;
import io.slipway.contract.TrainStatus;
import io.slipway.domain.Target;
import io.slipway.rollout.TrainPlaces;
import io.slipway.starter.config.TrainFile;
import io.slipway.starter.config.TrainFile.Item;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Train;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway train start}: has a train begin. */
@Command(
    name = "start",
    description = {
      "Deploy what a train's file says, one car after the other.",
      "Revisions are resolved first, and all stages are asked whether it may be done, before"
          + " anything is. It then goes on without this machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway train start autumn.yml --plan",
      "  slipway train start autumn.yml --wait --reason 'release 12'"
    })
final class TrainStartCommand extends TemporalCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The train's file: see docs/guide/trains.md.")
  Path train = Path.of("");

  @Option(names = "--plan", description = "Tell what it would deploy, and change nothing.")
  boolean plan;

  @Option(names = "--wait", description = "Wait for its end, and exit as it ends.")
  boolean wait;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in your words; kept in the history of each deploy.")
  @Nullable String reason;

  TrainStartCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    TrainFile read = TrainFile.read(train);
    return ask(
        (cluster, output) -> {
          TrainOrder order = order(cluster, read);
          if (plan) {
            output.say(new Train("planned", planned(order)));
            return ExitCode.DONE;
          }
          if (!cluster.trains().start(order)) {
            throw new ProblemException(
                ExitCode.REFUSED,
                "A train %1$s is under way. See: slipway train status %1$s."
                    .formatted(read.name()));
          }
          TrainWatch watch = new TrainWatch(cluster, output, read.name());
          TrainStatus begun = watch.until(t -> t.state() != TrainState.CHECKING);
          if (wait && begun.state() != TrainState.REFUSED) {
            return watch.toItsEnd();
          }
          output.say(new Train("started", begun));
          return TrainWatch.exit(begun.state());
        });
  }

  private TrainOrder order(Cluster cluster, TrainFile file) throws InterruptedException {
    List<TrainItem> items = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    String why = "train %s%s".formatted(file.name(), reason == null ? "" : ": " + reason);
    for (Item item : file.items()) {
      switch (item) {
        case Item.Gate gate -> items.add(new TrainItem(null, gate.gate()));
        case Item.Car car -> {
          Target target = car.target();
          SurveyResult found =
              cluster.survey(
                  SurveyKind.CHECK, target.withHosts(target.hosts().subList(0, 1)), car.revision());
          if (found.revision() == null) {
            unknown.add(
                "%s of %s: %s"
                    .formatted(
                        target.stage(),
                        target.application(),
                        found.source() == null
                            ? "it could not be found out what %s is.".formatted(car.revision())
                            : found.source().message()));
          } else {
            DeployRequest deploy =
                new DeployRequest(
                        cluster.reachable(target),
                        target.source().pinned(car.revision(), found.revision().revision()),
                        cluster.asker(),
                        why,
                        null,
                        car.queueing(),
                        cluster.trigger())
                    .traced(cluster.traceparent());
            items.add(new TrainItem(new TrainDeploy(file.name(), deploy, null), null));
          }
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new ProblemException(
          ExitCode.FAILED, "Nothing was begun. " + String.join("\n", unknown));
    }
    return new TrainOrder(file.name(), items, file.reverts(), cluster.asker(), reason);
  }

  private static TrainStatus planned(TrainOrder order) {
    return new TrainStatus(
        order.name(),
        TrainState.CHECKING,
        order.initiator(),
        order.reason(),
        Instant.now(),
        null,
        order.items().stream().map(TrainPlaces::pending).toList(),
        order.reverts()
            ? "This is what it would do; when a car fails, those before are put back."
            : "This is what it would do; when a car fails, those before stay.");
  }
}
