package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.Availability;
import io.slipway.domain.Balancer;
import io.slipway.domain.BatchSize;
import io.slipway.domain.BlueGreen;
import io.slipway.domain.Canary;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Color;
import io.slipway.domain.Deadlines;
import io.slipway.domain.Delivery;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.Hook;
import io.slipway.domain.Host;
import io.slipway.domain.HostKeyPolicy;
import io.slipway.domain.HostName;
import io.slipway.domain.HostSequence;
import io.slipway.domain.Label;
import io.slipway.domain.Layout;
import io.slipway.domain.Measure;
import io.slipway.domain.OnFailure;
import io.slipway.domain.Once;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Role;
import io.slipway.domain.Rollout;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.Slot;
import io.slipway.domain.Source;
import io.slipway.domain.SshSettings;
import io.slipway.domain.StageName;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.domain.Tolerance;
import io.slipway.domain.Traffic;
import io.slipway.domain.WorkerCommand;
import io.slipway.rollout.ColorRules;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlipwayFileTest {
  private static final SlipwayFile FULL = SlipwayFile.read(Samples.FULL);

  @Test
  void hasEachHostTwiceWhereItHoldsBothHalves() {
    Target target = FULL.target("twins", List.of(), List.of());

    assertEquals(
        List.of("twin1-blue", "twin1-green", "twin2-blue", "twin2-green"),
        target.hosts().stream().map(h -> h.name().value()).toList());
    Host green = target.hosts().get(3);
    assertEquals("twin2", green.address());
    assertEquals(new Slot(Color.GREEN, 8082), green.slot());
    assertEquals(Label.of("a"), green.zone());
    assertEquals("/srv/twin2-green/shop", target.layout().on(green, target.stage()).value());
    assertEquals(Optional.empty(), ColorRules.fault(target));
    assertEquals(4, Objects.requireNonNull(target.rollout().blueGreen()).fleet());
  }

  @Test
  void readsTwoHalves() {
    Target target = FULL.target("shopfront", List.of(), List.of());
    BlueGreen halves = Objects.requireNonNull(target.rollout().blueGreen());
    assertEquals(8, halves.fleet());
    assertEquals(Duration.ofMinutes(5), halves.bake());
    assertEquals(List.of("page"), halves.checks().stream().map(c -> c.name()).toList());
    assertEquals(
        List.of("front1", "front2", "front3", "front4"),
        halves.of(Color.BLUE, target.hosts()).stream().map(h -> h.name().value()).toList());
    assertEquals(4, halves.of(Color.GREEN, target.hosts()).size());
  }

  @Test
  void readsEveryKey() {
    Target production = FULL.target("production", List.of(), List.of());
    Role web = Role.of("web");
    Role db = Role.of("db");

    assertEquals(ApplicationName.of("shop"), FULL.application());
    assertEquals(
        List.of("production", "staging", "cloud", "edge", "shopfront", "twins"),
        FULL.stages().stream().map(StageName::value).toList());
    assertEquals(
        new Source(
            "git@git.example.com:acme/shop.git", Delivery.PUSH, "server", true, true, null, null),
        production.source());
    assertEquals(
        new Layout("/srv/shop", 5, List.of("log", "tmp/pids"), List.of("config/master.key")),
        production.layout());
    assertEquals(
        new Steps(
            new Step(
                "bin/build",
                null,
                web,
                false,
                Duration.ofMinutes(20),
                Duration.ofMinutes(5),
                false,
                List.of()),
            new Step(
                "bin/migrate",
                "bin/migrate --down",
                db,
                true,
                Duration.ofHours(2),
                Duration.ofMinutes(10),
                false,
                List.of("db/migrate", "config/schema.rb"),
                List.of("MIGRATION_PASSWORD")),
            new Step(
                "sudo systemctl restart shop",
                null,
                web,
                false,
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                false,
                List.of())),
        production.steps());
    assertEquals(
        new Secrets(
            List.of(
                new Secret(
                    "DATABASE_URL",
                    SecretRef.parse("vault:secret/data/shop/production#database_url")),
                new Secret(
                    "MIGRATION_PASSWORD",
                    SecretRef.parse("ssm:/shop/production/migration_password"))),
            SecretsVersion.FOLLOW,
            List.of(
                new SecretFile(
                    "config/app.yml",
                    SecretFileFormat.TEMPLATE,
                    "config/app.yml.tmpl",
                    List.of("DATABASE_URL"),
                    "0640",
                    "deploy:www-data",
                    web))),
        production.secrets());
    assertEquals(
        new HealthCheck.Http("http://{address}:8080/up", 200, Duration.ofSeconds(60)),
        production.health());
    assertEquals(
        new ReadThrough.Page(
            "http://{address}:8080/version", "{revision}", 3, Duration.ofSeconds(30)),
        production.readThrough());
    assertEquals(
        new SshSettings(
            "deploy",
            22,
            List.of("ops@bastion.example.com:2222"),
            List.of("~/.ssh/id_ed25519", "/etc/slipway/deploy_key"),
            "env:SLIPWAY_KEY_PASSPHRASE",
            "/run/slipway/agent.sock",
            List.of("~/.ssh/known_hosts", "/etc/slipway/known_hosts"),
            HostKeyPolicy.STRICT,
            false,
            SecretRef.parse("vault:ssh/sign/production")),
        production.ssh());
    assertEquals(
        new Rollout(
                List.of(new BatchSize(1, false), new BatchSize(10, true), new BatchSize(100, true)),
                Duration.ofMinutes(2),
                20,
                5,
                OnFailure.PAUSE,
                Tolerance.parse("2%"),
                Tolerance.parse("3"),
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                Duration.ofHours(8))
            .with(
                new Availability(
                    BatchSize.parse("75%"), 46, BatchSize.parse("2"), HostSequence.UNHEALTHY_FIRST))
            .with(
                new Canary(
                    null,
                    Label.of("canary"),
                    Duration.ofMinutes(10),
                    List.of(
                        new CanaryCheck(
                            "page",
                            new Measure.Answered("http://{address}:8080/up", 200),
                            Duration.ofSeconds(10),
                            30,
                            0,
                            0,
                            Duration.ZERO),
                        new CanaryCheck(
                            "command-2",
                            new Measure.Exit("bin/healthy"),
                            Duration.ofSeconds(10),
                            5,
                            1,
                            3,
                            Duration.ofSeconds(30)),
                        new CanaryCheck(
                            "errors",
                            new Measure.Series(
                                "http://prometheus.example.com:9090",
                                "sum(rate(errors_total{host=~\"{canaries}\"}[5m]))",
                                0.5,
                                0.0,
                                "sum(rate(errors_total{host=~\"{old}\"}[5m]))",
                                1.5),
                            Duration.ofSeconds(10),
                            5,
                            0,
                            0,
                            Duration.ZERO))))
            .with(new Deadlines(Duration.ofHours(2), Duration.ofMinutes(15))),
        production.rollout());
    assertEquals(46, production.hosts().size());
    assertEquals(host("web01.example.com", null, web), production.hosts().getFirst());
    assertEquals(host("cacheb", "10.0.0.12", Role.of("cache")), production.hosts().get(41));
    assertEquals(
        new Host(
            HostName.of("edge"),
            "203.0.113.7",
            2222,
            "edge",
            List.of(web),
            false,
            Label.of("edge"),
            List.of(Label.of("canary"))),
        production.hosts().getLast());
    assertEquals(
        List.of("db1.example.com"),
        production.hosts().stream().filter(Host::primary).map(h -> h.name().value()).toList());
  }

  @Test
  void letsAStageWinOverTheTop() {
    Target staging = FULL.target("staging", List.of(), List.of());

    assertEquals("/srv/{stage}/shop", staging.layout().deployTo());
    assertEquals(2, staging.layout().keepReleases());
    assertEquals(List.of("log", "tmp/pids"), staging.layout().linkedDirs());
    assertEquals(Delivery.CLONE, staging.source().delivery());
    assertFalse(staging.source().verifyCommit());
    assertEquals(
        new Step("bin/restart", null, null, false, Duration.ofMinutes(5)),
        staging.steps().restart());
    assertEquals(
        FULL.target("production", List.of(), List.of()).steps().migrate(),
        staging.steps().migrate());
    assertEquals(
        new HealthCheck.Command("bin/healthy --quick", Duration.ofSeconds(30)), staging.health());
    assertEquals(
        new ReadThrough.Printed("bin/version", null, 1, Duration.ofSeconds(60)),
        staging.readThrough());
    assertEquals(HostKeyPolicy.ACCEPT_NEW, staging.ssh().hostKeys());
    assertEquals(List.of("bastion.example.com", "10.1.0.1"), staging.ssh().jumps());
    assertEquals("env:SLIPWAY_KEY_PASSPHRASE", staging.ssh().passphrase());
  }

  @Test
  void readsSeveralCommandsForOneStepAndNoneForAStage() {
    SlipwayFile file =
        Samples.parse(
            """
            application: shop
            repository: /srv/git/shop.git
            deploy_to: /srv/shop
            ssh: {user: deploy}
            steps:
              build: {run: make}
              restart:
                - {run: restart puma, on: web, timeout: 1m}
                - {run: restart sidekiq, on: worker, timeout: 2m}
            stages:
              production: {hosts: [{name: a, roles: web}, {name: b, roles: worker}]}
              staging: {steps: {restart: [], build: [make, make test]}, hosts: [c]}
            """);

    Steps production = file.target("production", List.of(), List.of()).steps();
    assertEquals("make", Objects.requireNonNull(production.build()).run());
    assertEquals(
        new Step(
            """
            on() { case " $SLIPWAY_ROLES " in *" $1 "*) ;; *) return 1 ;; esac; }
            ! on web || sh -c 'restart puma' || exit
            ! on worker || sh -c 'restart sidekiq' || exit
            """,
            null,
            null,
            false,
            Duration.ofMinutes(3)),
        production.restart());
    Steps staging = file.target("staging", List.of(), List.of()).steps();
    assertEquals(
        "sh -c 'make' || exit\nsh -c 'make test' || exit\n",
        Objects.requireNonNull(staging.build()).run());
    assertNull(staging.restart());
  }

  @Test
  void aBuildOnTheWorkerIsForAllHostsWhateverTheyPlay() {
    SlipwayFile file =
        Samples.parse(
            """
            application: shop
            repository: https://git.example.com/shop.git
            deploy_to: /srv/shop
            ssh: {user: deploy}
            steps: {build: {worker: assets}}
            stages:
              production: {hosts: [{name: a, roles: jobs}]}
              staging: {hosts: [b], steps: {build: [{worker: assets, timeout: 1h}]}}
            """);

    assertEquals(
        Step.ofWorker(new WorkerCommand("assets", Duration.ofMinutes(15))),
        file.target("production", List.of(), List.of()).steps().build());
    assertEquals(
        new WorkerCommand("assets", Duration.ofHours(1)),
        file.target("staging", List.of(), List.of()).steps().builder());
  }

  @Test
  void readsWhatRunsBeforeTheSwitchAtTheEndOnceAndOnTheWorker() {
    SlipwayFile file =
        Samples.parse(
            """
            application: shop
            repository: /srv/git/shop.git
            deploy_to: /srv/shop
            ssh: {user: deploy}
            steps:
              before_switch: [{worker: tell, timeout: 1m}, {run: bin/quiet, on: jobs}]
              restart:
                - {run: bin/restart, on: jobs}
                - {run: bin/once, on: jobs, once: true}
              finished: {run: bin/report, once: true}
            stages:
              production: {hosts: [{name: a, roles: jobs}]}
              staging: {hosts: [{name: b, roles: jobs}], steps: {finished: [], before_switch: bin/q}}
            """);

    Steps production = file.target("production", List.of(), List.of()).steps();
    Role jobs = Role.of("jobs");
    assertEquals(
        new Hook(
            new Step("bin/quiet", null, jobs, false, Duration.ofMinutes(5)),
            List.of(new WorkerCommand("tell", Duration.ofMinutes(1)))),
        production.beforeSwitch());
    assertEquals(
        """
        on() { case " $SLIPWAY_ROLES " in *" $1 "*) ;; *) return 1 ;; esac; }
        once_for() { case " $SLIPWAY_ONCE_FOR " in *" $1 "*) ;; *) return 1 ;; esac; }
        ! on jobs || sh -c 'bin/restart' || exit
        ! once_for 'jobs' || sh -c 'bin/once' || exit
        """,
        Objects.requireNonNull(production.restart()).run());
    assertEquals(
        new Hook(new Step("bin/report", null, null, true, Duration.ofMinutes(5)), List.of()),
        production.finished());
    assertEquals(List.of(new Once(jobs, List.of()), new Once(null, List.of())), production.once());

    Steps staging = file.target("staging", List.of(), List.of()).steps();
    assertNull(staging.finished());
    assertEquals("bin/q", Objects.requireNonNull(staging.beforeEach()).run());
  }

  @Test
  void asksForSignedCommitsInOneStageAlone() {
    SlipwayFile file =
        Samples.parse(
            """
            application: shop
            repository: /srv/git/shop.git
            deploy_to: /srv/shop
            ssh: {user: deploy}
            stages:
              production: {verify_commit: true, hosts: [a]}
              staging: {hosts: [b]}
            """);

    assertTrue(file.target("production", List.of(), List.of()).source().verifyCommit());
    assertFalse(file.target("staging", List.of(), List.of()).source().verifyCommit());
  }

  @Test
  void readsWhatBalancersAreTold() {
    assertEquals(
        new Traffic(
            new Balancer.HaProxy("/run/haproxy/admin.sock", "shop", "{host}"),
            List.of(
                new Host(
                    HostName.of("lb1.example.com"), "10.0.0.2", 22, "deploy", List.of(), false),
                new Host(
                    HostName.of("lb2.example.com"), "10.0.0.3", 22, "deploy", List.of(), false)),
            Role.of("web"),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            new BatchSize(25, true)),
        traffic("production"));
    assertEquals(
        new Balancer.Nginx(
            "/etc/nginx/upstreams/shop.conf",
            "{address}:8080",
            "sudo systemctl reload nginx",
            "/run/nginx.pid"),
        traffic("staging").balancer());
    assertEquals(
        new Balancer.TargetGroup(
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/6d0ecf831eec9f09",
            "{address}",
            8080),
        traffic("cloud").balancer());
    assertEquals("target group shop", traffic("cloud").words());
    assertEquals(
        new Balancer.Commands(
            "touch /srv/shop/shared/maintenance",
            "rm -f /srv/shop/shared/maintenance",
            "/usr/local/bin/count-connections",
            "/usr/local/bin/in-service {address}"),
        traffic("edge").balancer());
  }

  private static Traffic traffic(String stage) {
    return Objects.requireNonNull(FULL.target(stage, List.of(), List.of()).traffic());
  }

  @Test
  void understandsAnchorsAndMerges() {
    SlipwayFile file =
        Samples.parse(
            """
            application: shop
            repository: /srv/git/shop.git
            deploy_to: /srv/shop
            stages:
              a: &a
                ssh: &ssh {user: deploy, port: 2200}
                hosts: [a1]
              b:
                <<: *a
                ssh: {<<: *ssh, port: 2201}
            """);
    assertEquals(2201, file.target("b", List.of(), List.of()).ssh().port());
    assertEquals("deploy", file.target("b", List.of(), List.of()).ssh().user());
    assertEquals("a1", file.target("b", List.of(), List.of()).hosts().getFirst().name().value());
  }

  @Test
  void selectsHostsByNameAndRole() {
    assertEquals(9, FULL.target("production", List.of("web0*"), List.of()).hosts().size());
    assertEquals(
        List.of("db1.example.com", "db2.example.com"),
        names(FULL.target("production", List.of(), List.of("db"))));
    assertEquals(
        List.of("web10.example.com", "edge"),
        names(FULL.target("production", List.of("web?0.ex*", "edge"), List.of("web"))).stream()
            .filter(n -> n.startsWith("web1") || n.equals("edge"))
            .toList());
    assertEquals(
        List.of("db2.example.com"),
        names(FULL.target("production", List.of("*2.example.com"), List.of("db"))));
  }

  @Test
  @Tag("capistrano-trap-5")
  void refusesASelectionThatMatchesNothing() {
    refuses("Did you mean edge?", "production", List.of("egde"), List.of());
    refuses("There are web01.example.com,", "production", List.of("edge", "mail*"), List.of());
    refuses("Did you mean web?", "production", List.of(), List.of("wbe"));
    refuses("Widen --host or --role.", "production", List.of("edge"), List.of("db"));
    refuses("There are web, cache, db.", "production", List.of(), List.of(".*"));
  }

  @Test
  void asksWhichStageAndKnowsNearOnes() {
    refuses("has production, staging, cloud, edge, shopfront, twins.", null, List.of(), List.of());
    refuses("Did you mean production?", "prodution", List.of(), List.of());
    refuses(
        "It has production, staging, cloud, edge, shopfront, twins.",
        "elsewhere",
        List.of(),
        List.of());
    Target only = SlipwayFile.read(Samples.MINIMAL).target(null, List.of(), List.of());
    assertEquals("production", only.stage().value());
  }

  private static void refuses(
      String words, @Nullable String stage, List<String> hosts, List<String> roles) {
    ProblemException refusal =
        assertThrows(ProblemException.class, () -> FULL.target(stage, hosts, roles));
    assertEquals(ExitCode.USAGE, refusal.exit());
    String message = String.valueOf(refusal.getMessage());
    assertEquals(true, message.contains(words), message);
  }

  private static List<String> names(Target target) {
    return target.hosts().stream().map(h -> h.name().value()).toList();
  }

  private static Host host(String name, @Nullable String address, Role role) {
    return new Host(HostName.of(name), address, null, null, List.of(role), false);
  }
}
