package io.slipway.starter.command;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The reference of commands, made from what they say with {@code --help}. */
public final class CommandReference {
  private static final int WIDTH = 100;

  private CommandReference() {}

  /** Heading to section, in Markdown, in the order of the help; each before its parts. */
  public static Map<String, String> sections(CommandLine root) {
    root.setUsageHelpAutoWidth(false);
    root.setUsageHelpWidth(WIDTH);
    Map<String, String> sections = new LinkedHashMap<>();
    put(sections, root);
    return sections;
  }

  private static void put(Map<String, String> sections, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    String usage = command.getUsageMessage(Ansi.OFF).stripTrailing();
    sections.put(name, "## %s\n\n```text\n%s\n```\n".formatted(name, usage));
    command.getSubcommands().values().forEach(part -> put(sections, part));
  }
}
