package io.slipway.starter.command;

import io.slipway.codec.KeyRings;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.output.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** All commands under their root. */
public final class CommandTree {
  private final CommandLine root = new CommandLine(new RootCommand());
  private final List<Object> commands;

  private CommandTree(Surroundings surroundings, Object... more) {
    this.commands = commands(surroundings, more);
    root.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
  }

  /**
   * All commands, as a process uses them.
   *
   * @param environment variables of the process
   * @param rings where the keys of encrypted payloads are had
   * @param more commands of the assembly, listed after our own
   */
  public static CommandLine of(
      LocalEngine engine, Map<String, String> environment, KeyRings rings, Object... more) {
    return of(Surroundings.ofProcess(engine, environment, rings), more);
  }

  /**
   * All commands in surroundings of the caller's choice.
   *
   * @param more commands of the assembly, listed after our own
   */
  public static CommandLine of(Surroundings surroundings, Object... more) {
    return new CommandTree(surroundings, more).whole();
  }

  /**
   * As much of the tree as one command line needs: the models of all the other commands take longer
   * than most commands do.
   */
  public static CommandLine forArguments(
      List<String> arguments,
      LocalEngine engine,
      Map<String, String> environment,
      KeyRings rings,
      Object... more) {
    return new CommandTree(Surroundings.ofProcess(engine, environment, rings), more)
        .part(arguments);
  }

  private static List<Object> commands(Surroundings surroundings, Object... more) {
    List<Object> commands = new ArrayList<>();
    commands.add(new InitCommand());
    commands.add(new ValidateCommand());
    commands.add(new SchemaCommand());
    commands.add(new CheckCommand(surroundings));
    commands.add(new PlanCommand(surroundings));
    commands.add(new DeployCommand(surroundings));
    commands.add(new PromoteCommand(surroundings));
    commands.add(new WatchCommand(surroundings));
    commands.add(new StatusCommand(surroundings));
    commands.add(new RetryCommand(surroundings));
    commands.add(new ExcludeCommand(surroundings));
    commands.add(new ContinueCommand(surroundings));
    commands.add(new ApproveCommand(surroundings));
    commands.add(new RejectCommand(surroundings));
    commands.add(new PauseCommand(surroundings));
    commands.add(new ResumeCommand(surroundings));
    commands.add(new AbortCommand(surroundings));
    commands.add(new RollbackCommand(surroundings));
    commands.add(new QueueCommand(surroundings));
    commands.add(new ScheduleCommand(surroundings));
    commands.add(new FreezeCommand(surroundings));
    commands.add(new TrainCommand(surroundings));
    commands.add(new ReleasesCommand(surroundings));
    commands.add(new DriftCommand(surroundings));
    commands.add(new HistoryCommand(surroundings));
    commands.add(new LogCommand(surroundings));
    commands.add(new StatsCommand(surroundings));
    commands.add(new DoctorCommand(surroundings));
    commands.addAll(Arrays.asList(more));
    commands.add(new CompletionCommand());
    return commands;
  }

  private CommandLine whole() {
    commands.forEach(command -> root.addSubcommand(withMembers(command)));
    return ready();
  }

  private CommandLine part(List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    if (first.equals(name(CompletionCommand.class))) {
      return whole();
    }
    for (Object command : commands) {
      if (first.equals(name(command.getClass()))) {
        root.addSubcommand(withMembers(command));
        return ready();
      }
    }
    if (arguments.stream().anyMatch(a -> a.startsWith("@") || isCommand(a))) {
      return whole();
    }
    for (Object command : commands) {
      root.addSubcommand(name(command.getClass()), inOutline(command));
    }
    return ready();
  }

  private static CommandLine withMembers(Object command) {
    CommandLine line = new CommandLine(command);
    if (command instanceof CommandGroup group) {
      group.members().forEach(line::addSubcommand);
    }
    return line;
  }

  private boolean isCommand(String argument) {
    return commands.stream().anyMatch(c -> argument.equals(name(c.getClass())));
  }

  private static String name(Class<?> command) {
    return words(command).name();
  }

  private static Command words(Class<?> command) {
    return Objects.requireNonNull(command.getAnnotation(Command.class), command.getName());
  }

  /** What the help of the root tells of a command. */
  private static CommandSpec inOutline(Object command) {
    CommandSpec outline = CommandSpec.create();
    outline.usageMessage().description(words(command.getClass()).description());
    return outline;
  }

  private CommandLine ready() {
    FailureHandler failures = new FailureHandler();
    root.setExecutionExceptionHandler(failures);
    root.setParameterExceptionHandler(failures);
    root.setUsageHelpAutoWidth(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    return root;
  }
}
