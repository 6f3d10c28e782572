package io.slipway.starter.config;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.FaultLine;
import io.slipway.starter.output.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A slipway.yml to begin with. It is valid as it is written, and comments name what most files need
 * next.
 *
 * @param guessedRepository whether the repository is only a placeholder
 * @param recipe what kind of application it is
 */
public record FirstFile(
    String application,
    String repository,
    boolean guessedRepository,
    List<String> hosts,
    String user,
    Recipe recipe) {
  private static final String TEMPLATE =
      """
      # yaml-language-server: $schema=slipway.schema.json
      # Written by: slipway init. Every key: docs/reference/slipway-yml.md
      # For completion in your editor: slipway schema > slipway.schema.json

      application: <application>
      repository: <repository>
      deploy_to: <deploy_to>

      # Releases that stay on each host; older ones are removed.
      keep_releases: 5

      <recipe>
      stages:
        production:
          ssh: {user: <user>}
          # ssh: {user: <user>, jump: ops@bastion.example.com}
          hosts:
      <hosts>
          # One host first, a look at it, then the others.
          rollout: {batches: [1, 25%, 100%], bake: 1m}
      """;

  /**
   * @param folder where the file will be; gives the application its name when nothing else does
   * @param origin what git says of where the folder's repository comes from
   */
  public static FirstFile of(
      @Nullable Path folder,
      @Nullable String application,
      @Nullable String repository,
      Optional<String> origin,
      List<String> hosts,
      @Nullable String user,
      Recipe recipe) {
    String found = repository == null ? origin.filter(FirstFile::usable).orElse(null) : repository;
    String from = found == null ? String.valueOf(folder) : found;
    String name = application == null ? nameFrom(from) : application;
    return new FirstFile(
        name,
        found == null ? "git@git.example.com:%s.git".formatted(name) : found,
        found == null,
        hosts.isEmpty() ? List.of("web1.example.com") : List.copyOf(hosts),
        user == null ? "deploy" : user,
        recipe);
  }

  private static boolean usable(String url) {
    try {
      Form.REPOSITORY.parse(url);
      return true;
    } catch (IllegalArgumentException unusable) {
      return false;
    }
  }

  /** The last word of a URL or path, made a name. */
  private static String nameFrom(String path) {
    String last = path.replaceAll("(?:\\.git)?/*$", "").replaceAll("^.*[/:]", "");
    String name = last.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "app" : name.substring(0, Math.min(64, name.length()));
  }

  /**
   * The file's text.
   *
   * @throws ProblemException when a value that was given makes no valid file
   */
  public String text(Path file) {
    String entries =
        hosts.stream()
            .map(h -> "      - {name: %s, roles: [web]}".formatted(YamlText.quoted(h)))
            .collect(Collectors.joining("\n"));
    String text =
        TEMPLATE
            .replace("<recipe>\n", recipe.text() + "\n")
            .replace("<hosts>", entries)
            .replace("<user>", YamlText.plain(user))
            .replace("<deploy_to>", YamlText.plain("/srv/" + application))
            .replace("<application>", YamlText.plain(application))
            .replace("<repository>", YamlText.plain(repository));
    try {
      SlipwayFile.parse(file, text);
      return text;
    } catch (FileFaultsException e) {
      String faults =
          e.faults().stream().map(FirstFile::sentence).collect(Collectors.joining("\n"));
      throw new ProblemException(
          ExitCode.USAGE, "%s was not written:\n%s".formatted(file, faults), e);
    }
  }

  private static String sentence(FaultLine fault) {
    return "%s: %s. %s".formatted(fault.key(), fault.problem(), fault.remedy());
  }
}
