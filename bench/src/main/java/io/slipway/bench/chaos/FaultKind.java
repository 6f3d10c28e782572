package io.slipway.bench.chaos;

import java.util.List;
import java.util.random.RandomGenerator;

/** What can go wrong: a process of Slipway's is killed, or a host is broken. */
enum FaultKind {
  WORKER,
  SERVER,
  CLI,
  REFUSE("--refuse"),
  DROP("--drop"),
  HANG("--hang"),
  BLACKHOLE("--blackhole"),
  POWER_OFF("--power-off"),
  DISK_FULL("--disk-full"),
  FAIL_CMD("--fail-cmd"),
  SLOW_CMD("--slow-cmd");

  static final List<FaultKind> ALL = List.of(values());

  /** Programs that Slipway's scripts run on hosts. */
  private static final List<String> PROGRAMS = List.of("mv", "ln", "git", "tar", "mkdir");

  private final String option;

  FaultKind() {
    this("");
  }

  FaultKind(String option) {
    this.option = option;
  }

  /** Whether it goes on until it is undone. */
  boolean lasts() {
    return this != DROP;
  }

  boolean breaksHost() {
    return !option.isEmpty();
  }

  /** The words after {@code fleet break HOST}, with what is free in them chosen at random. */
  List<String> words(RandomGenerator chance) {
    String program = PROGRAMS.get(chance.nextInt(PROGRAMS.size()));
    return switch (this) {
      case WORKER, SERVER, CLI -> List.of();
      case REFUSE, DROP, HANG, BLACKHOLE, POWER_OFF -> List.of(option);
      case DISK_FULL -> List.of(option, Integer.toString(chance.nextInt(3) * 200));
      case FAIL_CMD -> List.of(option, program);
      case SLOW_CMD -> List.of(option, program, Integer.toString(1 + chance.nextInt(5)));
    };
  }
}
