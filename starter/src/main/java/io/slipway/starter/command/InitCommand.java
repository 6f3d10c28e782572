package io.slipway.starter.command;

import io.slipway.starter.capistrano.Takeover;
import io.slipway.starter.config.FirstFile;
import io.slipway.starter.config.Recipe;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.output.Written;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway init}: a first slipway.yml, with what can be guessed filled in. */
@Command(
    name = "init",
    description = {
      "Write a commented slipway.yml to begin with. Never overwrites a file.",
      "Application and repository are guessed from git's remote \"origin\". With"
          + " --from-capistrano the file is made of a project that Capistrano deploys, and a report"
          + " tells what became of each of its settings."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  slipway init --host 'web[01-04].example.com' --user deploy",
      "  slipway init --recipe rails",
      "  slipway init --from-capistrano .   from Capfile, config/deploy.rb and config/deploy/*.rb"
    })
final class InitCommand implements Runnable {
  @Spec CommandSpec spec;
  @Mixin FileOption file;
  @Mixin OutputOptions output;
  @Mixin HelpOption help;

  @Option(names = "--application", paramLabel = "NAME", description = "Name of the application.")
  @Nullable String application;

  @Option(
      names = "--repository",
      paramLabel = "URL",
      description = "Git URL or absolute path of the repository.")
  @Nullable String repository;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description = "A host of the first stage, or a range such as web[01-04]; may be repeated.")
  List<String> hosts = new ArrayList<>();

  @Option(names = "--user", paramLabel = "LOGIN", description = "Who logs in to the hosts.")
  @Nullable String user;

  @Option(
      names = "--recipe",
      paramLabel = "KIND",
      defaultValue = "plain",
      description =
          "Directories, steps and health check of a kind of application, to begin with:"
              + " ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Recipe recipe;

  @ArgGroup(exclusive = false)
  @Nullable Capistrano capistrano;

  /** Where the settings come from. */
  static final class Capistrano {
    @Option(
        names = "--from-capistrano",
        paramLabel = "FOLDER",
        required = true,
        description =
            "Make the file of the Capistrano 3 project in this folder. Ruby, where there is one,"
                + " evaluates its files as cap does; tasks are not run.")
    Path folder = Path.of(".");

    @Option(
        names = "--without-ruby",
        description = "Do not evaluate the project's files: read their plain lines only.")
    boolean withoutRuby;
  }

  @Override
  public void run() {
    Path path = file.file;
    if (capistrano != null) {
      Takeover takeover = Takeover.of(capistrano.folder, !capistrano.withoutRuby);
      write(path, takeover.text());
      output.output(spec.commandLine()).say(takeover.report(path));
      return;
    }
    Path folder = path.toAbsolutePath().normalize().getParent();
    Optional<String> origin =
        repository == null && folder != null ? GitOrigin.of(folder) : Optional.empty();
    FirstFile first = FirstFile.of(folder, application, repository, origin, hosts, user, recipe);
    write(path, first.text(path));
    Output told = output.output(spec.commandLine());
    told.say(new Written(path.toString(), first.application(), first.repository()));
    if (first.guessedRepository()) {
      told.note(
          "No usable git remote \"origin\" was found: put the right repository into the file.");
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s is there already and stays as it is. Name another with --file, or remove it first."
              .formatted(path),
          e);
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "Tried to write %s, but it failed: %s. Look at the folder and its permissions."
              .formatted(path, e),
          e);
    }
  }
}
