package io.slipway.starter.command;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The reference of commands, made from what they say with {@code --help}. */
public final class CommandReference {
  private static final int WIDTH = 100;

  /** What a terminal of 80 columns shows beside the manual's indent. */
  private static final int MANUAL_WIDTH = 72;

  private CommandReference() {}

  /** Heading to section, in Markdown, in the order of the help; each before its parts. */
  public static Map<String, String> sections(CommandLine root) {
    Map<String, String> sections = new LinkedHashMap<>();
    usages(root, WIDTH)
        .forEach(
            (name, usage) ->
                sections.put(name, "## %s\n\n```text\n%s\n```\n".formatted(name, usage)));
    return sections;
  }

  /** The same as a page of the manual, in the language of man(7). */
  public static String manPage(CommandLine root) {
    StringBuilder page =
        new StringBuilder(
            """
            .TH SLIPWAY 1 "" "Slipway" "User commands"
            .SH NAME
            slipway \\- durable deployments to fleets of hosts over SSH
            .SH DESCRIPTION
            Guides and references are in the folder docs of the installation.
            """);
    usages(root, MANUAL_WIDTH)
        .forEach(
            (name, usage) ->
                page.append(".SH %s\n.nf\n".formatted(name.toUpperCase(Locale.ROOT)))
                    .append(usage.lines().map(CommandReference::roff).collect(joining("\n")))
                    .append("\n.fi\n"));
    return page.toString();
  }

  /** A line in which nothing acts. */
  private static String roff(String line) {
    String safe = line.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }

  private static Map<String, String> usages(CommandLine root, int width) {
    root.setUsageHelpAutoWidth(false);
    root.setUsageHelpWidth(width);
    Map<String, String> usages = new LinkedHashMap<>();
    put(usages, root);
    return usages;
  }

  private static void put(Map<String, String> usages, CommandLine command) {
    usages.put(
        command.getCommandSpec().qualifiedName(),
        command.getUsageMessage(Ansi.OFF).stripTrailing());
    command.getSubcommands().values().forEach(part -> put(usages, part));
  }
}
