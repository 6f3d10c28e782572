package io.slipway.release;

import io.slipway.command.OpenedCommands;
import io.slipway.contract.BuildActivities;
import io.slipway.contract.FailureType;
import io.slipway.contract.HostActivities;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.contract.HostReport;
import io.slipway.contract.Initiator;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.SourceActivities;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Delivery;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.Layout;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Secrets;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.log.Logbook;
import io.slipway.redact.Redactor;
import io.slipway.secret.FakeStore;
import io.slipway.secret.SecretKeeper;
import io.slipway.shell.LocalShell;
import io.slipway.shell.Pulse;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A private host in a folder, a repository, and the activities on them. */
final class Site implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);

  final Path folder;
  final Path root;
  final GitRepository repository;
  final LocalShell shell;
  final HostActivities host;
  final SourceActivities source;
  final BuildActivities building;

  /** Each activity is a newer attempt than the one before; tests may set it back. */
  final AtomicLong clock = new AtomicLong(1_700_000_000_000L);

  String owner = "run/1";
  Pulse pulse = Pulse.NONE;
  LiveOutput output = new LiveOutput(null);
  Delivery delivery = Delivery.CLONE;
  @Nullable String subdirectory;
  String url;
  boolean submodules;
  int keep = 5;
  List<String> linkedDirs = List.of("log");
  List<String> linkedFiles = List.of();
  Steps steps = Steps.NONE;
  @Nullable HealthCheck health;
  @Nullable ReadThrough readThrough;

  Site(Path folder) {
    this(folder, "deploy to", new LocalShell("sh"));
  }

  final FakeStore store = new FakeStore();
  final Redactor redactor = new Redactor();
  final SecretKeeper keeper;
  final Logbook logbook;
  @Nullable Secrets secrets;

  Site(Path folder, String root, LocalShell shell) {
    this.folder = folder;
    this.root = folder.resolve(root);
    this.shell = shell.with("GIT_CONFIG_GLOBAL", settings(folder).toString());
    this.keeper = new SecretKeeper(store, redactor, InstantSource.system());
    this.repository = GitRepository.create(folder.resolve("app.git"));
    this.url = repository.path().toString();
    this.logbook = logbook("logs");
    List<Object> activities = activities(logbook);
    this.host = (HostActivities) activities.get(0);
    this.building = (BuildActivities) activities.get(3);
    this.source = (SourceActivities) activities.getLast();
  }

  private List<Object> activities(Logbook to) {
    return activities(to, "cache");
  }

  private List<Object> activities(Logbook to, String cache) {
    return Activities.of(
        shell,
        folder.resolve(cache),
        new Lending(keeper, redactor),
        new Pace(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            64),
        () -> new Attempt(clock.incrementAndGet(), owner, () -> pulse.beat(), output),
        to,
        new OpenedCommands(
            Map.of("SLIPWAY_COMMANDS", folder.resolve("opened").toString()), redactor));
  }

  /** Another worker, with a log of its own. */
  HostActivities worker(Logbook to) {
    return (HostActivities) activities(to).get(0);
  }

  /** Another worker, with a cache of its own. */
  BuildActivities worker(String cache) {
    return (BuildActivities) activities(Logbook.NONE, cache).get(3);
  }

  /** For work without secrets. */
  static Lending nobodysSecrets() {
    Redactor redactor = new Redactor();
    return new Lending(
        new SecretKeeper(new FakeStore(), redactor, InstantSource.system()), redactor);
  }

  /** One that is kept in a folder beside the host, 64 KiB of each command. */
  final Logbook logbook(String name) {
    return Logbook.open(
        Map.of(Logbook.PLACE, "file:%s?size=64K".formatted(folder.resolve(name))),
        InstantSource.system());
  }

  private static Path settings(Path folder) {
    Path settings = folder.resolve("gitconfig");
    write(settings, "[protocol \"file\"]\n  allow = always\n");
    return settings;
  }

  HostOrder deploy(String release, String revision) {
    return order(RunKind.DEPLOY, release, release, revision, "main");
  }

  HostOrder rollback(String run, String release) {
    return order(RunKind.ROLLBACK, run, release, null, release);
  }

  HostOrder asking(String ref) {
    return order(RunKind.DEPLOY, "20261124000000", null, null, ref);
  }

  HostOrder order(
      RunKind kind, String run, @Nullable String release, @Nullable String revision, String ref) {
    return new HostOrder(
        new RunKey(ApplicationName.of("shop"), StageName.of("production"), kind, ReleaseId.of(run)),
        target(),
        release == null ? null : ReleaseId.of(release),
        revision == null ? null : Revision.of(revision),
        ref,
        new Initiator("ana", "laptop"));
  }

  Target target() {
    return new Target(
        ApplicationName.of("shop"),
        StageName.of("production"),
        new Source(url, delivery, subdirectory, submodules),
        new Layout(root.toString(), keep, linkedDirs, linkedFiles),
        steps,
        health,
        new SshSettings(
            "deploy", 22, List.of(), List.of(), null, null, List.of(), HostKeyPolicy.STRICT, false),
        new Rollout(List.of(new BatchSize(1, false)), Duration.ZERO, 1, 1),
        List.of(
            new Host(
                HostName.of("web1"),
                "127.0.0.1",
                null,
                null,
                List.of(new Role("web"), new Role("db")),
                false)),
        readThrough,
        secrets);
  }

  static Step step(String run) {
    return new Step(run, null, null, false, Duration.ofSeconds(60));
  }

  /** A whole deploy of a revision. */
  HostReport deployed(String release, String revision) {
    HostOrder order = deploy(release, revision);
    host.prepare(order);
    host.activate(order);
    return host.finish(order);
  }

  /** What an activity failed with. */
  static HostFailure failing(Runnable work) {
    try {
      work.run();
    } catch (ApplicationFailure e) {
      HostFailure details = e.getDetails().get(HostFailure.class);
      if (!e.getType().equals(details.type().name())
          || e.isNonRetryable() == details.type().passing()) {
        throw new AssertionError("the failure contradicts its details", e);
      }
      if (details.type() == FailureType.UNEXPECTED) {
        throw new AssertionError("nobody foresaw: " + details.message(), e);
      }
      return details;
    }
    throw new AssertionError("it did not fail");
  }

  String release(String id, String path) {
    return read(root.resolve("releases").resolve(id).resolve(path));
  }

  String live() {
    return sh("readlink \"$0/current\" || true", root.toString());
  }

  /** What is in the releases folder, hidden or not, space-separated. */
  String releases() {
    return list(root.resolve("releases"));
  }

  static String list(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return String.join(" ", all.map(p -> p.getFileName().toString()).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean there(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines a file has; none when it is not there. */
  static long lines(Path file) {
    return there(file) ? read(file).lines().count() : 0;
  }

  static boolean alive(String pid) {
    return sh(
            "case $(cat /proc/$0/stat 2>/dev/null) in ''|*') Z '*) echo no;; *) echo yes;; esac",
            pid)
        .equals("yes");
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shell command on the host, with {@code $0} and so on. */
  static String sh(String command, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("sh", "-c", command));
    all.addAll(List.of(arguments));
    return Program.run(Launch.of(all), SOON).strip();
  }

  String commit(String file, String content) {
    return repository.commit("change " + file.length(), Map.of(file, content));
  }

  @Override
  public void close() {
    keeper.close();
    repository.close();
  }
}
