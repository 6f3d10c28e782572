package io.slipway.bench.chaos;

import io.slipway.testbench.Checkout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every program of this package. */
final class CommonOptions {
  @Option(
      names = "--slipway",
      paramLabel = "PROGRAM",
      description = "the program to try (default: this checkout's)")
  Path slipway = Checkout.path("slipway");

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  SlipwayProgram program() {
    return SlipwayProgram.at(slipway);
  }
}
