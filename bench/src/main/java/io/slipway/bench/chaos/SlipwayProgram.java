package io.slipway.bench.chaos;

import io.slipway.testbench.InstalledSlipway;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the Slipway that is tried is started. */
@FunctionalInterface
interface SlipwayProgram {
  Launch launch(String... arguments);

  /** An installed program, or a checkout's, which builds itself first. */
  static SlipwayProgram at(Path program) {
    Program.run(Launch.of(program.toString(), "--help"), Duration.ofMinutes(10));
    return arguments -> {
      List<String> command = new ArrayList<>(List.of(program.toString()));
      command.addAll(List.of(arguments));
      return Launch.of(command);
    };
  }

  /** The one that the build has assembled. */
  static SlipwayProgram assembled() {
    return InstalledSlipway::launch;
  }
}
