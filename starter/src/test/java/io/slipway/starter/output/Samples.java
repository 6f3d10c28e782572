package io.slipway.starter.output;

import io.slipway.contract.Colors;
import io.slipway.contract.Difference;
import io.slipway.contract.DriftKind;
import io.slipway.contract.DriftReport;
import io.slipway.contract.DriftSeen;
import io.slipway.contract.EventType;
import io.slipway.contract.FailureType;
import io.slipway.contract.ForeignRelease;
import io.slipway.contract.Freeze;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostState;
import io.slipway.contract.Initiator;
import io.slipway.contract.Leaving;
import io.slipway.contract.Left;
import io.slipway.contract.Openness;
import io.slipway.contract.PauseKind;
import io.slipway.contract.PauseNote;
import io.slipway.contract.Phase;
import io.slipway.contract.Place;
import io.slipway.contract.Quarantined;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.contract.RunOutcome;
import io.slipway.contract.RunSummary;
import io.slipway.contract.RunTicket;
import io.slipway.contract.ScheduledEnd;
import io.slipway.contract.ScheduledHow;
import io.slipway.contract.Scope;
import io.slipway.contract.SecretFault;
import io.slipway.contract.SecretPin;
import io.slipway.contract.Timing;
import io.slipway.contract.TrainPlace;
import io.slipway.contract.TrainPlaceState;
import io.slipway.contract.TrainState;
import io.slipway.contract.TrainStatus;
import io.slipway.contract.Trigger;
import io.slipway.contract.WarmHalf;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Color;
import io.slipway.domain.HostName;
import io.slipway.domain.InFlight;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.SecretRef;
import io.slipway.domain.SecretsVersion;
import io.slipway.domain.StageName;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import io.slipway.rollout.FailureGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** One message of each type with all of its fields: the examples of docs/reference/events.md. */
final class Samples {
  private static final ApplicationName SHOP = ApplicationName.of("shop");
  private static final StageName PRODUCTION = StageName.of("production");
  private static final HostName WEB1 = HostName.of("web1");
  private static final ReleaseId NEW = ReleaseId.of("20261124090000");
  private static final ReleaseId OLD = ReleaseId.of("20261123120000");
  private static final Revision REVISION = Revision.of("4f2c9d1".repeat(6).substring(0, 40));
  private static final Initiator ANA = new Initiator("ana", "laptop");
  private static final Instant AT = Instant.parse("2026-11-24T09:00:00Z");
  static final RunKey KEY = new RunKey(SHOP, PRODUCTION, RunKind.DEPLOY, NEW);
  private static final String RUN = "deploy/shop/production/20261124090000";
  private static final String WATCH = "slipway watch production";
  private static final String ABORT = "slipway abort production";
  private static final HostFailure FAILURE =
      new HostFailure(
          WEB1,
          FailureType.DISK_FULL,
          "checkout",
          "unpack the release",
          "the disk is full",
          "Make room below /srv/shop.",
          "tar: write error");
  private static final RunSummary RUNNING =
      new RunSummary(
          KEY,
          RUN,
          ANA,
          "v1.4.2",
          "hotfix 311",
          REVISION,
          NEW,
          2,
          AT,
          null,
          null,
          null,
          new PauseNote("Could not activate web1.", AT, AT.plusSeconds(86_400)));
  private static final RunSummary HELD =
      new RunSummary(
          KEY,
          RUN,
          ANA,
          "v1.4.2",
          "hotfix 311",
          REVISION,
          NEW,
          2,
          AT,
          null,
          null,
          null,
          new PauseNote(
              "Paused by ana@laptop: lunch.",
              AT,
              AT.plusSeconds(86_400),
              PauseKind.HELD,
              ANA,
              null));
  private static final RunSummary ENDED =
      new RunSummary(
          KEY,
          RUN,
          ANA,
          "v1.4.2",
          "hotfix 311",
          REVISION,
          NEW,
          2,
          AT,
          AT.plusSeconds(42),
          RunOutcome.SUCCEEDED,
          "Release 20261124090000 (4f2c9d1) is live on 2 hosts.");

  private static final Difference DIFFERENCE =
      new Difference(WEB1, DriftKind.WRONG_RELEASE, "20261123120000", "20261124090000");
  private static final Freeze FREEZE =
      new Freeze(
          3,
          new Scope(List.of("shop-*"), List.of("production")),
          AT,
          AT.plusSeconds(3600),
          "database is moved",
          ANA,
          AT,
          InFlight.REVERT);
  private static final Openness CLOSED =
      new Openness(
          false,
          new Window(
              WindowKind.FREEZE, "FRI 15:00-MON 06:00", ZoneId.of("Europe/Berlin"), "weekend"),
          AT.plusSeconds(3600),
          FREEZE,
          InFlight.REVERT);
  private static final DriftWatched WATCHED =
      new DriftWatched(
          SHOP,
          PRODUCTION,
          Duration.ofMinutes(15),
          2,
          "notify-ops",
          AT.plusSeconds(900),
          new DriftSeen(
              new DriftReport(NEW, REVISION, 2, 1, List.of(DIFFERENCE)),
              AT,
              AT,
              false,
              "'notify-ops' ended with status 1"));

  private static final Place PLACE =
      new Place(
          7,
          1,
          RunKind.DEPLOY,
          "v1.4.3",
          ANA,
          "hotfix 312",
          2,
          Trigger.CI,
          AT,
          AT.plusSeconds(86_400),
          List.of(5L, 6L),
          null);

  private static final SecretRef SHOP_SECRETS = SecretRef.parse("vault:secret/data/shop#url");

  private Samples() {}

  static List<Message> all() {
    return List.of(
        new Drift(SHOP, PRODUCTION, NEW, REVISION, 2, 1, List.of(DIFFERENCE)),
        new Repair(
            SHOP,
            PRODUCTION,
            NEW,
            REVISION,
            List.of(WEB1),
            List.of(WEB1),
            List.of(WEB1),
            List.of(WEB1),
            List.of(DIFFERENCE)),
        WATCHED,
        new Accepted(
            RUN,
            KEY,
            "v1.4.2",
            ANA,
            "hotfix 311",
            List.of(WEB1),
            AT,
            "127.0.0.1:7233",
            false,
            WATCH,
            ABORT),
        new EventLine(
            EventType.HOST_FAILED,
            AT,
            RUN,
            RUN + "/prepare-1",
            7,
            Phase.PREPARE,
            WEB1,
            "checkout",
            RUN + "/prepare-1",
            2,
            "web1: tried to unpack the release, but the disk is full. Make room below /srv/shop.",
            "tar: write error"),
        new OutputLines(RUN, WEB1, "build", List.of("compiling", "done")),
        new LogLine(RUN, WEB1, "build", "1795510800-4711", AT, "compiling", "web1 build | "),
        new ResultLine(
            1,
            RunOutcome.UNTOUCHED,
            RunKind.DEPLOY,
            RUN,
            NEW,
            REVISION,
            "Nothing that is live has changed.",
            List.of(
                new ResultLine.HostLine(
                    WEB1, HostState.FAILED, OLD, Duration.ofMillis(1200), FAILURE, null)),
            List.of(new FailureGroup(List.of(WEB1), FAILURE)),
            List.of("web2: old release 20250101000000 could not be removed"),
            "slipway log 20261124090000 --host web1 --step build"),
        new Detached(RUN, WATCH, ABORT),
        new Aborting(RUN, RUNNING, "wrong branch", false, WATCH),
        new Pausing(RUN, HELD, true, "slipway resume production"),
        new Decided(RUN, "retry", List.of(WEB1), "restart", WATCH, "1 more approval is wanted."),
        new Status(
            SHOP,
            List.of(
                new Status.StageLine(
                    PRODUCTION,
                    RUNNING,
                    "prepare 2 hosts",
                    ENDED,
                    List.of(
                        new Quarantined(
                            WEB1, RunKind.DEPLOY, OLD, OLD, "it went away in its switch", AT)),
                    List.of(PLACE),
                    WATCHED,
                    CLOSED,
                    Color.GREEN,
                    new WarmHalf(Color.BLUE, 2, AT.plusSeconds(3600), "bin/stop", null)))),
        new Standing(
            SHOP,
            PRODUCTION,
            PLACE.left(
                new Left(
                    Leaving.BEGUN,
                    AT.plusSeconds(60),
                    "It is " + RUN + ".",
                    new RunTicket(KEY, RUN, AT))),
            true,
            "slipway queue watch production 7",
            "slipway queue cancel production 7"),
        new Queue(SHOP, List.of(new Queue.Line(PRODUCTION, RUNNING, List.of(PLACE)))),
        new Freezes("put", AT, List.of(FREEZE)),
        new Train(
            "found",
            new TrainStatus(
                "autumn",
                TrainState.REVERTED,
                ANA,
                "release 12",
                AT,
                AT.plusSeconds(600),
                List.of(
                    new TrainPlace(
                        SHOP,
                        PRODUCTION,
                        REVISION.value(),
                        TrainPlaceState.REVERTED,
                        KEY,
                        "It is live.")),
                "Aborted by ana@laptop. All cars before are put back.")),
        new Scheduled(
            SHOP,
            "paused",
            List.of(
                new Scheduled.Line(
                    PRODUCTION,
                    "nightly",
                    "main",
                    2,
                    new Timing("0 6 * * 1,2,3,4", ZoneId.of("Europe/Berlin"), AT),
                    ANA,
                    List.of(AT),
                    "holidays",
                    1,
                    new ScheduledEnd(AT, ScheduledHow.RAN, RUN + ": It is live.", ENDED)))),
        new History(SHOP, PRODUCTION, List.of(ENDED)),
        new Diagnosis(
            List.of(
                Diagnosis.Finding.ok("server", "Temporal 1.30.1"),
                Diagnosis.Finding.bad(
                    "workers for hosts",
                    "nobody polls task queue slipway-hosts",
                    "Start one: slipway worker. Runs go on by themselves then."))),
        new Stats(
            SHOP,
            30,
            List.of(
                new Stats.StageFigures(
                    PRODUCTION, AT, 12, 2.8, Duration.ofHours(4), 13, 1, Duration.ofMinutes(6)))),
        new Releases(
            SHOP,
            PRODUCTION,
            List.of(
                new Releases.HostReleases(
                    WEB1,
                    OLD,
                    List.of(new ReleaseInfo(OLD, REVISION, true)),
                    FAILURE,
                    List.of(new ForeignRelease("41", "Deployer", REVISION, false))))),
        new WorkerVersions(
            List.of(
                new WorkerVersions.Version(
                    "1.3.0-5c0e11aa",
                    WorkerVersions.State.CURRENT,
                    Instant.parse("2026-11-24T09:00:00Z"),
                    0,
                    2))),
        new Promoted("1.3.0-5c0e11aa", "1.2.0-3fa9c1d2"),
        new Checked(
            SHOP,
            PRODUCTION,
            "v1.4.2",
            REVISION,
            "https://builds.example.com/shop/shop-1.4.2.tar.gz",
            "ci@example.com",
            FAILURE,
            List.of(
                new Checked.HostCheck(
                    WEB1, false, OLD, List.of("the clock is 3 s behind"), FAILURE, null, null),
                new Checked.HostCheck(
                    HostName.of("web2"),
                    true,
                    null,
                    List.of(),
                    null,
                    null,
                    new ForeignRelease("42", "Deployer", REVISION, true)),
                new Checked.HostCheck(
                    HostName.of("lb1"), true, null, List.of("out: web2"), null, true, null)),
            new SecretsCheck(
                List.of(new SecretPin(SHOP_SECRETS.document(), "3")),
                List.of(
                    new SecretFault(
                        FailureType.SECRET_UNUSABLE,
                        "vault:secret/data/mail",
                        List.of("MAIL_PASSWORD"),
                        "read vault:secret/data/mail (MAIL_PASSWORD)",
                        "Vault does not allow it to the worker",
                        "Add to a policy of the worker's token: path \"secret/data/mail\" {"
                            + " capabilities = [\"read\"] }")),
                List.of("What was lent could not be given back.")),
            List.of(new NotifierPlan("e-mail to ops@example.com", List.of("pause", "failure")))),
        new Planned(
            SHOP,
            PRODUCTION,
            RunKind.DEPLOY,
            "v1.4.2",
            REVISION,
            "/srv/shop/releases/<time of the deploy, UTC>",
            List.of(
                new Planned.PhasePlan(
                    "activate",
                    List.of(
                        new Planned.StepPlan(
                            "restart", "sudo systemctl restart shop", List.of(WEB1))))),
            List.of(List.of(WEB1)),
            Duration.ofMinutes(2),
            List.of(new Planned.HostPlan(WEB1, OLD, REVISION, List.of(OLD), FAILURE, null)),
            new SecretsPlan(
                SecretsVersion.PIN,
                List.of(new SecretsPlan.EntryPlan("DATABASE_URL", SHOP_SECRETS, "3")),
                List.of(
                    new SecretsPlan.FilePlan(
                        "config/db.conf",
                        SecretFileFormat.TEMPLATE,
                        "config/db.conf.tmpl",
                        List.of("DATABASE_URL"),
                        "0640",
                        ":www-data",
                        List.of(WEB1))),
                List.of(new SecretsPlan.StepPlan("migrate", List.of("DATABASE_URL")))),
            List.of(
                new NotifierPlan(
                    "Slack (vault:secret/data/ops#slack)",
                    List.of("start", "approval", "pause", "failure", "end"))),
            List.of("web1: tried to log in, but its key is unknown. Add it to known_hosts."),
            "sha256:" + "4f2c9d1a".repeat(8),
            CLOSED,
            new Colors(Color.BLUE, Color.GREEN, false),
            "The stage closes at 2026-12-04T15:00:00Z until 2026-12-07T06:00:00Z."),
        new Written("slipway.yml", "shop", "git@git.example.com:acme/shop.git"),
        new TakenOver(
            "slipway.yml",
            "shop",
            "shop",
            true,
            List.of("production"),
            List.of(
                new TakenOver.Finding(
                    TakenOver.Fate.BY_HAND,
                    "after deploy:publishing: deploy:restart (config/deploy.rb:25)",
                    "write what it does as the command steps.restart"))),
        new Valid(
            "slipway.yml",
            SHOP,
            List.of(new Valid.Stage(PRODUCTION, 9)),
            "https://builds.example.com/shop/shop-{revision}.tar.gz"),
        new Note("Temporal answers again."),
        new Failure(
            4,
            "production of shop is being deployed by ana@laptop.",
            List.of(
                new FaultLine(
                    "slipway.yml", 3, 1, "deploy_too", "unknown key", "Did you mean deploy_to?")),
            RUNNING,
            "java.lang.IllegalStateException"));
  }
}
