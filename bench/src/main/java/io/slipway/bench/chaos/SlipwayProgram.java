package io.slipway.bench.chaos;

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

  /** The classes that this JVM itself runs with. */
  static SlipwayProgram onClassPath() {
    return arguments -> Launch.java("io.slipway.standalone.Main", arguments);
  }
}
