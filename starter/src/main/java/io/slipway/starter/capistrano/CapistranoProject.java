package io.slipway.starter.capistrano;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a project that Capistrano 3 deploys.
 *
 * @param folder the folder that holds {@code Capfile} and {@code config/deploy.rb}
 * @param stages names of the files in {@code config/deploy}, sorted
 * @param plugins what {@code Capfile} requires of Capistrano, such as {@code bundler}
 */
record CapistranoProject(Path folder, List<String> stages, List<String> plugins) {
  private static final Pattern PLUGIN =
      Pattern.compile("(?m)^\\s*require\\s+[\"']capistrano/([a-z0-9_/-]+)[\"']");

  /**
   * @throws ProblemException when there is no such project
   */
  static CapistranoProject at(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve("config/deploy.rb"))) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s has no config/deploy.rb. Name the folder of a project that Capistrano 3 deploys."
              .formatted(folder));
    }
    List<String> stages = stagesIn(root);
    if (stages.isEmpty()) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s has no file of a stage, such as config/deploy/production.rb, so no host is known."
              .formatted(folder));
    }
    Path capfile = root.resolve("Capfile");
    List<String> plugins =
        Files.isRegularFile(capfile)
            ? PLUGIN.matcher(text(capfile)).results().map(found -> found.group(1)).toList()
            : List.of();
    return new CapistranoProject(root, stages, plugins);
  }

  Path file() {
    return folder.resolve("config/deploy.rb");
  }

  Path file(String stage) {
    return folder.resolve("config/deploy").resolve(stage + ".rb");
  }

  /** A file's name as people call it. */
  String named(Path file) {
    return folder.relativize(file).toString();
  }

  private static List<String> stagesIn(Path root) {
    Path stages = root.resolve("config/deploy");
    if (!Files.isDirectory(stages)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(stages)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .map(Pattern.compile("(.+)\\.rb")::matcher)
          .filter(Matcher::matches)
          .map(found -> found.group(1))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(stages, e);
    }
  }

  /**
   * @throws ProblemException when it cannot be read
   */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new ProblemException(
          ExitCode.USAGE, "%s is no text in UTF-8. Write it in UTF-8 first.".formatted(file), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ProblemException unreadable(Path file, IOException cause) {
    return new ProblemException(
        ExitCode.USAGE,
        "Tried to read %s, but it failed: %s. Look at its permissions.".formatted(file, cause),
        cause);
  }
}
