package io.slipway.starter.command;

import java.util.List;

/** A command that only gathers others below its name. */
interface CommandGroup {
  /** The commands below it, in the order of its help. */
  List<Object> members();
}
