package io.slipway.bench.chaos;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deploys again and again to a fleet, hurts each deploy, and checks what is left. */
@Command(
    name = "bench/chaos",
    sortOptions = false,
    description = "Kills or breaks something in the middle of each of many deploys.")
final class Chaos implements Callable<Integer> {
  @Option(names = "--rounds", description = "deploys (default ${DEFAULT-VALUE})")
  int rounds = 20;

  @Option(names = "--hosts", description = "size of the fleet (default ${DEFAULT-VALUE})")
  int hosts = 10;

  @Option(names = "--seed", description = "decides all that is random (default: a new one)")
  long seed = newSeed();

  @Option(names = "--only", paramLabel = "ROUND", description = "only the round of that number")
  @Nullable Integer only;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND",
      description = "of ${COMPLETION-CANDIDATES} (default: all)")
  List<FaultKind> faults = FaultKind.ALL;

  @Mixin CommonOptions common = new CommonOptions();

  private Chaos() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  static long newSeed() {
    return ThreadLocalRandom.current().nextInt(1_000_000);
  }

  @Override
  public Integer call() throws Exception {
    List<Integer> numbers =
        only == null ? IntStream.rangeClosed(1, rounds).boxed().toList() : List.of(only);
    Campaign campaign = new Campaign(common.program(), seed, hosts, faults);
    return campaign.play(numbers).isEmpty() ? 0 : 1;
  }
}
