package io.slipway.starter.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Delivery;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.FaultLine;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Placeholder: reads just enough of a slipway.yml for the tests of the commands. */
public final class SlipwayFile {
  private final JsonNode root;

  private SlipwayFile(JsonNode root) {
    this.root = root;
  }

  public static SlipwayFile read(Path file) {
    String name = file.getFileName().toString();
    try {
      JsonNode root = new YAMLMapper().readTree(file.toFile());
      if (root.hasNonNull("application")) {
        return new SlipwayFile(root);
      }
      throw fault(name, 0, "application", "it is missing", "Name the application.");
    } catch (JsonProcessingException e) {
      int line = e.getLocation().getLineNr();
      throw fault(name, line, "", "it is not YAML", "Correct the line.");
    } catch (IOException e) {
      throw fault(name, 0, "", "it cannot be read", "Write one with slipway init.");
    }
  }

  private static FileFaultsException fault(
      String file, int line, String key, String problem, String remedy) {
    return new FileFaultsException(
        List.of(new FaultLine(file, line, line == 0 ? 0 : 1, key, problem, remedy)));
  }

  public ApplicationName application() {
    return ApplicationName.of(root.get("application").asText());
  }

  public List<StageName> stages() {
    List<StageName> names = new ArrayList<>();
    root.path("stages").fieldNames().forEachRemaining(n -> names.add(StageName.of(n)));
    return names;
  }

  public Target target(@Nullable String stage, List<String> hostPatterns, List<String> roles) {
    StageName name = stages().size() == 1 && stage == null ? stages().getFirst() : named(stage);
    JsonNode node = root.path("stages").path(name.value());
    List<Host> hosts =
        stream(node.path("hosts"))
            .map(SlipwayFile::host)
            .filter(h -> hostPatterns.isEmpty() || hostPatterns.stream().anyMatch(p -> fits(h, p)))
            .filter(h -> roles.isEmpty() || roles.stream().anyMatch(r -> h.plays(Role.of(r))))
            .toList();
    if (hosts.isEmpty()) {
      throw new ProblemException(ExitCode.USAGE, "No host of %s is selected.".formatted(name));
    }
    JsonNode rollout = node.path("rollout");
    return new Target(
        application(),
        name,
        new Source(root.path("repository").asText(), Delivery.CLONE, null, false),
        new Layout(root.path("deploy_to").asText(), 5, List.of(), List.of()),
        new Steps(null, step("migrate"), step("restart")),
        null,
        new SshSettings(
            node.path("ssh").path("user").asText(),
            22,
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            HostKeyPolicy.STRICT,
            false),
        new Rollout(
            stream(rollout.path("batches")).map(b -> BatchSize.parse(b.asText())).toList(),
            Duration.parse("PT" + rollout.path("bake").asText("0s")),
            rollout.path("max_parallel").asInt(),
            0),
        hosts);
  }

  private StageName named(@Nullable String stage) {
    return stages().stream()
        .filter(n -> n.value().equals(stage))
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(ExitCode.USAGE, "There is no stage %s.".formatted(stage)));
  }

  private static Host host(JsonNode node) {
    List<Role> roles = stream(node.path("roles")).map(r -> Role.of(r.asText())).toList();
    return new Host(HostName.of(node.path("name").asText()), null, null, null, roles, false);
  }

  private @Nullable Step step(String name) {
    JsonNode step = root.path("steps").path(name);
    if (step.isMissingNode()) {
      return null;
    }
    Role on = step.has("on") ? Role.of(step.get("on").asText()) : null;
    boolean once = step.path("once").asBoolean();
    return new Step(step.path("run").asText(), null, on, once, Duration.ofMinutes(10));
  }

  private static boolean fits(Host host, String pattern) {
    return host.name().value().matches(pattern.replace(".", "\\.").replace("*", ".*"));
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
