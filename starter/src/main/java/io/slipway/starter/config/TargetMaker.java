package io.slipway.starter.config;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.Approvals;
import io.slipway.domain.Artifact;
import io.slipway.domain.Availability;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Color;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Hook;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.InFlight;
import io.slipway.domain.Layout;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Once;
import io.slipway.domain.Queueing;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Relay;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Signatures;
import io.slipway.domain.Signer;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Tolerance;
import io.slipway.domain.WhenBusy;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import io.slipway.domain.Windows;
import io.slipway.domain.WorkerCommand;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the domain's values of a stage without faults, and fills in what is left out. */
final class TargetMaker {
  private static final Duration BUILD = Duration.ofMinutes(15);
  private static final Duration MIGRATE = Duration.ofHours(1);
  private static final Duration RESTART = Duration.ofMinutes(5);
  private static final Duration HEALTHY = Duration.ofSeconds(60);

  private final StageDraft stage;

  private TargetMaker(StageDraft stage) {
    this.stage = stage;
  }

  static Target of(HostList hosts) {
    StageDraft stage = hosts.stage();
    TargetMaker maker = new TargetMaker(stage);
    return new Target(
        ApplicationName.of(given(stage.file().application())),
        StageName.of(stage.name()),
        maker.source(),
        maker.layout(),
        maker.steps(),
        stage.health().map(h -> health(h.value())).orElse(null),
        maker.ssh(),
        maker.rollout(hosts.hosts().size()),
        hosts.hosts().stream().map(HostList.Listed::host).toList(),
        stage.readThrough().map(r -> readThrough(r.value())).orElse(null),
        maker.secrets(),
        stage.spec().traffic() == null
            ? null
            : TrafficMaker.of(
                given(stage.spec().traffic()),
                hosts.machines().stream().map(HostList.Listed::host).toList()),
        stage.spec().approvals() == null ? null : approvals(given(stage.spec().approvals())),
        NotifierMaker.of(stage),
        windows(stage.spec()));
  }

  private static Approvals approvals(ApprovalsSpec spec) {
    return new Approvals(
        Objects.requireNonNullElse(spec.quorum(), 1),
        texts(spec.groups()),
        !Boolean.FALSE.equals(spec.notInitiator()),
        Objects.requireNonNullElse(spec.distinctGroups(), 0),
        Objects.requireNonNullElse(spec.expires(), Approvals.DEFAULT_EXPIRES),
        Objects.requireNonNullElse(spec.validFor(), Approvals.DEFAULT_VALID_FOR));
  }

  static @Nullable Windows windows(StageSpec spec) {
    InFlight inFlight = Objects.requireNonNullElse(spec.inFlight(), InFlight.FINISH_BATCH);
    if (spec.windows() == null && inFlight == InFlight.FINISH_BATCH) {
      return null;
    }
    List<Window> list =
        spec.windows() == null
            ? List.of()
            : spec.windows().stream().map(TargetMaker::given).map(TargetMaker::window).toList();
    return new Windows(list, inFlight);
  }

  private static Window window(WindowSpec spec) {
    return new Window(
        spec.freeze() == null ? WindowKind.ALLOW : WindowKind.FREEZE,
        spec.freeze() == null ? given(spec.allow()) : spec.freeze(),
        ZoneId.of(given(spec.zone())),
        spec.reason());
  }

  static Queueing queueing(StageSpec stage) {
    return new Queueing(
        Objects.requireNonNullElse(stage.whenBusy(), WhenBusy.REFUSE),
        Objects.requireNonNullElse(stage.queueFor(), Queueing.DEFAULT_QUEUE_FOR));
  }

  private Source source() {
    FileSpec file = stage.file();
    if (file.artifact() != null) {
      return Source.of(artifact(file.artifact()), stage.delivery(), relay());
    }
    return new Source(
        given(file.repository()),
        stage.delivery(),
        file.subdirectory(),
        Boolean.TRUE.equals(file.submodules()),
        stage.own(StageSpec::verifyCommit, FileSpec::verifyCommit).orElse(false),
        stage.own(StageSpec::gitParallel, FileSpec::gitParallel).orElse(null),
        relay());
  }

  private Artifact artifact(ArtifactSpec spec) {
    return new Artifact(
        given(spec.url()),
        given(spec.sha256()),
        Objects.requireNonNullElse(spec.strip(), 0),
        spec.token() == null ? null : reference(spec.token()),
        spec.signers() == null ? null : signatures(spec));
  }

  private static Signatures signatures(ArtifactSpec spec) {
    return new Signatures(
        Objects.requireNonNullElse(spec.signature(), Signatures.BESIDE),
        texts(spec.signers()).stream().map(Signer::new).toList());
  }

  private @Nullable Relay relay() {
    Optional<Integer> degree = stage.own(StageSpec::relayDegree, FileSpec::relayDegree);
    Optional<String> ports = stage.own(StageSpec::relayPorts, FileSpec::relayPorts);
    if (degree.isEmpty() && ports.isEmpty()) {
      return null;
    }
    Relay usual = Relay.DEFAULT;
    PortRange range =
        ports.map(PortRange::parse).orElse(new PortRange(usual.firstPort(), usual.lastPort()));
    return new Relay(degree.orElse(usual.degree()), range.first(), range.last());
  }

  private Layout layout() {
    return new Layout(
        stage.deployTo().orElseThrow().value(),
        stage.own(StageSpec::keepReleases, FileSpec::keepReleases).orElse(5),
        texts(stage.file().linkedDirs()),
        texts(stage.file().linkedFiles()));
  }

  private Steps steps() {
    return new Steps(
        build(stage.build()),
        stage.migrate().map(s -> migrate(s.value())).orElse(null),
        CommandList.step(commands(stage.restart(), RESTART)),
        hook(stage.beforeSwitch()),
        hook(stage.finished()),
        Stream.concat(stage.restart().stream(), stage.hooks())
            .filter(s -> s.value().runsOnce())
            .map(s -> new Once(role(s.value().on()), List.of()))
            .distinct()
            .toList());
  }

  private static List<Step> commands(List<Chosen<CommandSpec>> specs, Duration timeout) {
    return specs.stream()
        .filter(s -> s.value().worker() == null)
        .map(s -> step(s.value(), timeout))
        .toList();
  }

  /** The worker's command stands alone. */
  private static @Nullable Step build(List<Chosen<CommandSpec>> specs) {
    return specs.stream()
        .map(Chosen::value)
        .filter(s -> s.worker() != null)
        .findFirst()
        .map(s -> Step.ofWorker(ofWorker(s, BUILD)))
        .orElseGet(() -> CommandList.step(commands(specs, BUILD)));
  }

  private static WorkerCommand ofWorker(CommandSpec spec, Duration timeout) {
    return new WorkerCommand(
        given(spec.worker()), Objects.requireNonNullElse(spec.timeout(), timeout));
  }

  private static @Nullable Hook hook(List<Chosen<CommandSpec>> specs) {
    if (specs.isEmpty()) {
      return null;
    }
    List<WorkerCommand> worker =
        specs.stream()
            .map(Chosen::value)
            .filter(s -> s.worker() != null)
            .map(s -> ofWorker(s, RESTART))
            .toList();
    return new Hook(CommandList.step(commands(specs, RESTART)), worker);
  }

  private static Step step(CommandSpec spec, Duration timeout) {
    return new Step(
        given(spec.run()),
        null,
        role(spec.on()),
        spec.runsOnce(),
        Objects.requireNonNullElse(spec.timeout(), timeout),
        spec.idleTimeout(),
        false,
        List.of(),
        texts(spec.secrets()));
  }

  private static Step migrate(MigrateSpec spec) {
    return new Step(
        given(spec.run()),
        spec.undo(),
        role(spec.on()),
        !Boolean.FALSE.equals(spec.once()),
        Objects.requireNonNullElse(spec.timeout(), MIGRATE),
        spec.idleTimeout(),
        Boolean.TRUE.equals(spec.irreversible()),
        texts(spec.ifChanged()),
        texts(spec.secrets()));
  }

  private @Nullable Secrets secrets() {
    List<Secret> entries = new ArrayList<>();
    stage.secrets().forEach((name, ref) -> entries.add(new Secret(name, reference(ref.value()))));
    return entries.isEmpty()
        ? null
        : new Secrets(
            entries,
            stage
                .own(StageSpec::secretsVersion, FileSpec::secretsVersion)
                .orElse(SecretsVersion.PIN),
            stage.secretFiles().stream().map(f -> secretFile(f.value())).toList());
  }

  private SecretRef reference(String text) {
    return SecretRef.parse(text.replace("{stage}", stage.name()));
  }

  private static SecretFile secretFile(SecretFileSpec spec) {
    return new SecretFile(
        given(spec.path()),
        spec.chosenFormat(),
        spec.template(),
        texts(spec.secrets()),
        Objects.requireNonNullElse(spec.mode(), SecretFile.MODE),
        spec.owner(),
        role(spec.on()));
  }

  private static @Nullable Role role(@Nullable String name) {
    return name == null ? null : Role.of(name);
  }

  private static HealthCheck health(HealthSpec spec) {
    Duration within = Objects.requireNonNullElse(spec.within(), HEALTHY);
    if (spec.http() != null) {
      return new HealthCheck.Http(
          spec.http(), Objects.requireNonNullElse(spec.expect(), 200), within);
    }
    return spec.tcp() != null
        ? new HealthCheck.Tcp(spec.tcp(), within)
        : new HealthCheck.Command(given(spec.command()), within);
  }

  private static ReadThrough readThrough(ReadThroughSpec spec) {
    int times = Objects.requireNonNullElse(spec.times(), 1);
    Duration within = Objects.requireNonNullElse(spec.within(), HEALTHY);
    return spec.http() != null
        ? new ReadThrough.Page(spec.http(), spec.contains(), times, within)
        : new ReadThrough.Printed(given(spec.command()), spec.contains(), times, within);
  }

  private SshSettings ssh() {
    return new SshSettings(
        stage.ssh(SshSpec::user).orElse(""),
        stage.ssh(SshSpec::port).orElse(22),
        texts(stage.ssh(SshSpec::jump).orElse(null)),
        texts(stage.ssh(SshSpec::identities).orElse(null)),
        stage.ssh(SshSpec::passphrase).orElse(null),
        stage.ssh(SshSpec::agent).orElse(null),
        texts(stage.ssh(SshSpec::knownHosts).orElse(null)),
        stage.ssh(SshSpec::hostKeys).orElse(HostKeyPolicy.STRICT),
        stage.ssh(SshSpec::config).orElse(false),
        stage.ssh(SshSpec::certificate).map(this::reference).orElse(null));
  }

  private Rollout rollout(int fleet) {
    RolloutSpec spec = stage.spec().rollout();
    if (spec == null) {
      return new Rollout(List.of(), Duration.ZERO, 0, 0);
    }
    Tolerance failures = Objects.requireNonNullElse(spec.maxFailures(), Tolerance.NONE);
    return new Rollout(
        spec.batches() == null
            ? List.of()
            : spec.batches().stream().map(TargetMaker::given).toList(),
        Objects.requireNonNullElse(spec.bake(), Duration.ZERO),
        Objects.requireNonNullElse(spec.maxParallel(), Rollout.DEFAULT_MAX_PARALLEL),
        Objects.requireNonNullElse(spec.attempts(), Rollout.DEFAULT_ATTEMPTS),
        Objects.requireNonNullElse(spec.onFailure(), OnFailure.REVERT),
        failures,
        Objects.requireNonNullElse(spec.maxUnreachable(), failures),
        Objects.requireNonNullElse(spec.unknownFor(), Rollout.DEFAULT_UNKNOWN_FOR),
        Objects.requireNonNullElse(spec.outageFor(), Rollout.DEFAULT_OUTAGE_FOR),
        Objects.requireNonNullElse(spec.pauseFor(), Rollout.DEFAULT_PAUSE_FOR),
        new Availability(
            spec.minHealthy(),
            spec.minHealthy() == null ? 0 : fleet,
            spec.zoneParallel(),
            spec.sequence()),
        spec.canary() == null ? null : CanaryMaker.of(spec.canary()),
        spec.blueGreen() == null ? null : blueGreen(spec.blueGreen(), fleet),
        spec.deadlines());
  }

  private BlueGreen blueGreen(BlueGreenSpec spec, int fleet) {
    Halves halves = Halves.of(stage).orElseThrow();
    return new BlueGreen(
        halves.label(Color.BLUE),
        halves.label(Color.GREEN),
        fleet,
        Objects.requireNonNullElse(spec.bake(), Duration.ZERO),
        CanaryMaker.checks(spec.checks()),
        spec.keep(),
        spec.retire() == null ? null : step(spec.retire(), RESTART));
  }

  private static List<String> texts(@Nullable List<@Nullable String> texts) {
    return texts == null ? List.of() : texts.stream().map(TargetMaker::given).toList();
  }

  /** What the reader has made sure of. */
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value, "a faulty file was taken for a valid one");
  }
}
