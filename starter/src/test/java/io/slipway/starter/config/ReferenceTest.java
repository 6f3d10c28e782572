package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written about the file is true. */
class ReferenceTest {
  private static final Path PAGE = Samples.REPOSITORY.resolve("docs/reference/slipway-yml.md");
  private static final String MARK = "<!-- What follows is made from the code. -->\n\n";
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void listsEveryKey() throws IOException {
    String page = Files.readString(PAGE);
    String written = page.substring(0, page.indexOf(MARK) + MARK.length());
    if (Boolean.getBoolean("slipway.update")) {
      Files.writeString(PAGE, written + KeyTables.markdown());
    }
    assertEquals(
        written + KeyTables.markdown(), Files.readString(PAGE), "run with -Dslipway.update=true");
  }

  /** What a table calls a default is what counts when the key is left out. */
  @Test
  void tellsTrueDefaults() {
    String spelt =
        """
        %s
        health: {http: "http://{address}/up", %s}
        verify: {read_through: {command: bin/version, %s}}
        steps: {migrate: {run: bin/migrate, %s}}
        application: shop
        repository: /srv/git/shop.git
        deploy_to: /srv/shop
        stages:
          production:
            %s
            ssh: {user: deploy, %s}
            rollout: {%s}
            hosts: [{name: web1, %s}]
        """
            .formatted(
                defaults(FileSpec.class, "\n"),
                defaults(HealthSpec.class, ", "),
                defaults(ReadThroughSpec.class, ", "),
                defaults(MigrateSpec.class, ", "),
                defaults(StageSpec.class, "\n    "),
                defaults(SshSpec.class, ", "),
                defaults(RolloutSpec.class, ", "),
                defaults(HostSpec.class, ", "));
    String leftOut =
        """
        health: {http: "http://{address}/up"}
        verify: {read_through: {command: bin/version}}
        steps: {migrate: bin/migrate}
        application: shop
        repository: /srv/git/shop.git
        deploy_to: /srv/shop
        stages:
          production:
            ssh: {user: deploy}
            hosts: [web1]
        """;
    Target target = target(leftOut);
    assertEquals(target(spelt), target);
    assertEquals(
        Samples.parse(spelt).queueing(target.stage()),
        Samples.parse(leftOut).queueing(target.stage()));
  }

  private static String defaults(Class<? extends Record> section, String between) {
    List<String> keys =
        Entry.of(section).stream()
            .filter(e -> !e.key().standard().isEmpty())
            .map(e -> "%s: %s".formatted(e.name(), e.key().standard()))
            .toList();
    assertTrue(!keys.isEmpty(), section.toString());
    return String.join(between, keys);
  }

  private static Target target(String text) {
    return Samples.parse(text).target(null, List.of(), List.of());
  }

  /** Every file, or its part about stages, that the documentation shows. */
  static List<String> shown() throws IOException {
    try (Stream<Path> pages = Files.walk(Samples.REPOSITORY.resolve("docs"))) {
      return Stream.concat(Stream.of(Samples.REPOSITORY.resolve("README.md")), pages)
          .filter(p -> p.toString().endsWith(".md"))
          .sorted()
          .map(Samples::text)
          .flatMap(text -> YAML.matcher(text).results().map(ReferenceTest::example))
          .toList();
    }
  }

  private static String example(MatchResult block) {
    return block.group(1);
  }

  @ParameterizedTest
  @MethodSource("shown")
  void showsValidFilesOnly(String example) {
    String head = "application: shop\nrepository: /srv/git/shop.git\ndeploy_to: /srv/shop\n";
    boolean whole = example.contains("application:");
    assertEquals(List.of(), Samples.faults(whole ? example : head + example), example);
  }
}
