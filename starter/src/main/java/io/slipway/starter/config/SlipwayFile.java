package io.slipway.starter.config;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.Label;
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
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A slipway.yml that was read and is valid. Hosts that it does not list itself are asked for when
 * they are needed, and their stage is looked at once more then.
 */
public final class SlipwayFile {
  private final Path file;
  private final ApplicationName application;
  private final Map<String, HostList> stages;
  private final Faults faults;
  private final List<String> notes = new ArrayList<>();

  private SlipwayFile(
      Path file, ApplicationName application, Map<String, HostList> stages, Faults faults) {
    this.file = file;
    this.application = application;
    this.stages = stages;
    this.faults = faults;
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
    Map<String, HostList> stages = new LinkedHashMap<>();
    if (spec != null) {
      for (StageDraft draft : FileChecks.run(spec, faults)) {
        HostList hosts = HostList.of(draft, null, faults);
        StageChecks.run(hosts, faults);
        stages.put(draft.name(), hosts);
      }
    }
    faults.throwIfAny();
    String application = Objects.requireNonNull(Objects.requireNonNull(spec).application());
    return new SlipwayFile(file, ApplicationName.of(application), stages, faults);
  }

  public ApplicationName application() {
    return application;
  }

  /** Where the archives are that it deploys; null where it deploys from a repository. */
  public @Nullable String artifact() {
    ArtifactSpec artifact = stages.values().iterator().next().stage().file().artifact();
    return artifact == null ? null : artifact.url();
  }

  /** How requests wait for one of its stages that is busy. */
  public Queueing queueing(StageName stage) {
    return TargetMaker.queueing(draft(stage).spec());
  }

  /** When deploys to one of its stages may be done; null when at all times. */
  public @Nullable Windows windows(StageName stage) {
    return TargetMaker.windows(draft(stage).spec());
  }

  /** Those of which hosts of some stage are, as far as the file itself tells. */
  public List<Label> sites() {
    return stages.values().stream()
        .flatMap(
            stage ->
                Stream.concat(
                    Stream.ofNullable(stage.stage().spec().site()).map(Label::of),
                    stage.hosts().stream().flatMap(h -> Stream.ofNullable(h.host().site()))))
        .distinct()
        .toList();
  }

  /** In the order of the file; at least one. */
  public List<StageName> stages() {
    return stages.keySet().stream().map(StageName::of).toList();
  }

  private StageDraft draft(StageName stage) {
    return Objects.requireNonNull(stages.get(stage.value()), stage.value()).stage();
  }

  /**
   * A stage, without a look at its hosts.
   *
   * @param stage null when there is only one
   * @throws ProblemException when there is no such stage
   */
  public NamedStage named(@Nullable String stage) {
    return new NamedStage(application, StageName.of(chosen(stage).stage().name()));
  }

  /** How many hosts the file lists for a stage; empty when others must be asked for. */
  public OptionalInt listed(StageName stage) {
    HostList hosts = Objects.requireNonNull(stages.get(stage.value()), stage.value());
    return hosts.asks() ? OptionalInt.empty() : OptionalInt.of(hosts.hosts().size());
  }

  /**
   * What is to be deployed to.
   *
   * @param stage null when there is only one
   * @param hostPatterns names of hosts, in which {@code *} and {@code ?} stand for any text and any
   *     character; empty for all hosts
   * @param roles roles that hosts must play one of; empty for all hosts
   * @throws ProblemException when there is no such stage, or a pattern or role matches no host
   * @throws FileFaultsException when hosts that the file does not list cannot be had, or do not fit
   *     what the file says of them
   */
  public Target target(@Nullable String stage, List<String> hostPatterns, List<String> roles) {
    Target target = TargetMaker.of(whole(chosen(stage)));
    return target.withHosts(new Selection(target, hostPatterns, roles).hosts());
  }

  private HostList whole(HostList hosts) {
    if (!hosts.asks()) {
      return hosts;
    }
    Faults found = faults.afresh();
    HostList asked =
        HostList.of(hosts.stage(), new AskedHosts(file, SlipwayFile::cloud, notes::add), found);
    StageChecks.run(asked, found);
    found.throwIfAny();
    return asked;
  }

  private static CloudHosts cloud() {
    return ServiceLoader.load(CloudHosts.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody here knows how AWS is asked"));
  }

  /** What is good to know of the hosts that were asked for, and is no fault. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private HostList chosen(@Nullable String name) {
    if (name == null && stages.size() == 1) {
      return stages.values().iterator().next();
    }
    String all = String.join(", ", stages.keySet());
    if (name == null) {
      throw new ProblemException(ExitCode.USAGE, "Which stage? %s has %s.".formatted(file, all));
    }
    HostList stage = stages.get(name);
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
