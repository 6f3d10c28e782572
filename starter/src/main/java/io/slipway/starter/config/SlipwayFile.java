package io.slipway.starter.config;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.Queueing;
import io.slipway.domain.StageName;
import io.slipway.domain.Target;
import io.slipway.domain.Windows;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** A slipway.yml that was read and is valid. */
public final class SlipwayFile {
  private final Path file;
  private final ApplicationName application;
  private final Map<String, Target> stages;
  private final Map<StageName, Queueing> queueing;

  private SlipwayFile(
      Path file,
      ApplicationName application,
      Map<String, Target> stages,
      Map<StageName, Queueing> queueing) {
    this.file = file;
    this.application = application;
    this.stages = stages;
    this.queueing = queueing;
  }

  /**
   * Reads a file.
   *
   * @throws FileFaultsException with all faults of the file together
   */
  public static SlipwayFile read(Path file) {
    Faults faults = new Faults(file.toString());
    return parse(file, SourceText.of(file, faults), faults);
  }

  /**
   * Reads a text as if it stood in this file.
   *
   * @throws FileFaultsException with all faults of it together
   */
  public static SlipwayFile parse(Path file, String text) {
    return parse(file, text, new Faults(file.toString()));
  }

  private static SlipwayFile parse(Path file, String text, Faults faults) {
    Node root = YamlTree.of(text, faults);
    FileSpec spec = new Binder(faults).file(root);
    List<HostList> drafts = new ArrayList<>();
    if (spec != null) {
      for (StageDraft draft : FileChecks.run(spec, faults)) {
        HostList hosts = HostList.of(draft, faults);
        StageChecks.run(hosts, faults);
        drafts.add(hosts);
      }
    }
    faults.throwIfAny();
    Map<String, Target> stages = new LinkedHashMap<>();
    Map<StageName, Queueing> queueing = new LinkedHashMap<>();
    for (HostList hosts : drafts) {
      Target target = TargetMaker.of(hosts);
      stages.put(hosts.stage().name(), target);
      queueing.put(target.stage(), TargetMaker.queueing(hosts.stage().spec()));
    }
    ApplicationName application = stages.values().iterator().next().application();
    return new SlipwayFile(file, application, stages, queueing);
  }

  public ApplicationName application() {
    return application;
  }

  /** How requests wait for one of its stages that is busy. */
  public Queueing queueing(StageName stage) {
    return Objects.requireNonNull(queueing.get(stage), stage.value());
  }

  /** When deploys to one of its stages may be done; null when at all times. */
  public @Nullable Windows windows(StageName stage) {
    return Objects.requireNonNull(stages.get(stage.value()), stage.value()).windows();
  }

  /** In the order of the file; at least one. */
  public List<StageName> stages() {
    return stages.values().stream().map(Target::stage).toList();
  }

  /**
   * What is to be deployed to.
   *
   * @param stage null when there is only one
   * @param hostPatterns names of hosts, in which {@code *} and {@code ?} stand for any text and any
   *     character; empty for all hosts
   * @param roles roles that hosts must play one of; empty for all hosts
   * @throws ProblemException when there is no such stage, or a pattern or role matches no host
   */
  public Target target(@Nullable String stage, List<String> hostPatterns, List<String> roles) {
    Target target = chosen(stage);
    return target.withHosts(new Selection(target, hostPatterns, roles).hosts());
  }

  private Target chosen(@Nullable String name) {
    if (name == null && stages.size() == 1) {
      return stages.values().iterator().next();
    }
    String all = String.join(", ", stages.keySet());
    if (name == null) {
      throw new ProblemException(ExitCode.USAGE, "Which stage? %s has %s.".formatted(file, all));
    }
    Target stage = stages.get(name);
    if (stage == null) {
      String remedy =
          Suggestion.nearest(name, stages.keySet())
              .map("Did you mean %s?"::formatted)
              .orElse("It has %s.".formatted(all));
      throw new ProblemException(
          ExitCode.USAGE, "%s has no stage %s. %s".formatted(file, TextRules.quoted(name), remedy));
    }
    return stage;
  }
}
