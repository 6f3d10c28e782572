package io.slipway.standalone;

import io.slipway.audit.AuditEntry;
import io.slipway.audit.AuditException;
import io.slipway.audit.Seal;
import io.slipway.audit.TrailCheck;
import io.slipway.audit.TrailLines;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.command.OutputOptions;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Message;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.Page;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway audit}: reads audit trails, and finds what was changed in them. */
@Command(
    name = "audit",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Read the audit trail that a worker has written, and find what was changed in it.",
      "Give all files of a trail together: /var/log/slipway/audit.jsonl*"
    })
final class AuditCommand implements Runnable {
  private static final Pattern HEAD = Pattern.compile("([1-9][0-9]{0,17}:)?[0-9a-f]{64}");

  private final Map<String, String> environment;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  AuditCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(
      name = "verify",
      description = {
        "Find lines that were changed, removed, moved or repeated, and name each.",
        "The exit code is 1 when there is any. An end that was cut off is found with --head only."
      })
  int verify(
      @Mixin HelpOption help,
      @Mixin OutputOptions format,
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files of one trail.")
          List<Path> files,
      @Option(
              names = "--key",
              paramLabel = "REF",
              description =
                  "The key that the trail is sealed with: file:/path or env:NAME. Default:"
                      + " SLIPWAY_AUDIT_KEY.")
          @Nullable String key,
      @Option(
              names = "--head",
              paramLabel = "HASH",
              description =
                  "A hash that was seen at the end before, HASH or NUMBER:HASH, as workers log it:"
                      + " the line must still be there.")
          @Nullable String head) {
    CommandLine command = Objects.requireNonNull(spec.subcommands().get("verify"));
    if (head != null && !HEAD.matcher(head).matches()) {
      throw new ParameterException(
          command, "--head must be 64 hexadecimal digits, with NUMBER: before them or not.");
    }
    TrailCheck.Report report = reading(() -> TrailCheck.of(files, seal(key), head));
    format.output(command).say(new Verified(report));
    return (report.faults().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private Seal seal(@Nullable String key) {
    String reference = key == null ? environment.getOrDefault("SLIPWAY_AUDIT_KEY", "") : key;
    return reference.isBlank() ? Seal.OPEN : Seal.of(reference.strip(), environment);
  }

  @Command(name = "show", description = "Tell what a trail says, a line each.")
  int show(
      @Mixin HelpOption help,
      @Mixin OutputOptions format,
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files of one trail.")
          List<Path> files,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Leave out what is older, such as 2026-07-21T09:30:00Z.")
          @Nullable Instant since,
      @Option(
              names = "--application",
              paramLabel = "NAME",
              description = "Leave out other applications.")
          @Nullable String application) {
    Output output = format.output(Objects.requireNonNull(spec.subcommands().get("show")));
    return reading(
        () -> {
          TrailLines.read(files, since, application, entry -> output.say(new Shown(entry)));
          return ExitCode.DONE.number();
        });
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T reading(Reading<T> work) {
    try {
      return work.read();
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to read the trail, but %s: %s. Name files that you may read."
              .formatted(e.getClass().getSimpleName(), e.getMessage()),
          e);
    } catch (AuditException e) {
      throw new ProblemException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** What became of the check of a trail. */
  record Verified(
      boolean sound,
      long lines,
      long last,
      String head,
      List<TrailCheck.Fault> faults,
      List<String> notices)
      implements Message {
    Verified(TrailCheck.Report report) {
      this(
          report.faults().isEmpty(),
          report.lines(),
          report.last(),
          report.head(),
          report.faults(),
          report.notices());
    }

    @Override
    public String type() {
      return "audit_verified";
    }

    @Override
    public void write(Page page) {
      for (TrailCheck.Fault fault : faults) {
        page.line(
            page.paint()
                .red(
                    "%s, line %d%s: %s"
                        .formatted(
                            fault.file(),
                            fault.line(),
                            fault.number() == 0 ? "" : " (number %d)".formatted(fault.number()),
                            fault.message())));
      }
      notices.forEach(page::line);
      page.line(
          sound
              ? page.paint().green("Sound: %d lines, head %d:%s".formatted(lines, last, head))
              : "Broken, in %d places of %d lines.".formatted(faults.size(), lines));
    }
  }

  /** One line of a trail. */
  record Shown(AuditEntry entry) implements Message {
    @Override
    public String type() {
      return "audit_line";
    }

    @Override
    public void write(Page page) {
      StringBuilder line = new StringBuilder("%s  %s".formatted(entry.at(), entry.kind()));
      for (String each :
          new String[] {
            entry.action(), entry.application(), entry.stage(), entry.ref(), entry.result()
          }) {
        line.append(each == null ? "" : "  " + each);
      }
      line.append(entry.who() == null ? "" : "  by %s (%s)".formatted(entry.who(), entry.proven()));
      line.append(entry.verdict() == null ? "" : "  verdict: " + entry.verdict());
      line.append(entry.why() == null ? "" : "  because: " + entry.why());
      line.append(entry.message() == null ? "" : "  " + entry.message());
      page.line(line.toString());
    }
  }
}
