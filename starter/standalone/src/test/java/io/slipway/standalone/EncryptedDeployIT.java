package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRings;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.Program;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Temporal and Prometheus are told of deploys whose payloads are encrypted. */
class EncryptedDeployIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Values of search attributes and of the SDK's own notes, which Temporal has in clear. */
  private static final Pattern CLEAR =
      Pattern.compile(
          "\"(app|production)\"|\"[^\"@]+@[^\"@]+\"|\"[0-9a-f]{40}\"|\"[A-Z]+\""
              + "|\\[\"unversioned\"]|\"(approvals|audit|demands-once|notify|secrets-first|windows|(gate|keep|queue)-[0-9]+)\"|[0-9]+");

  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Of Temporal's SDK, of the JVM, and of our count of runs, whose values are names and enums. */
  private static final Set<String> LABELS =
      Set.of(
          "activity_type",
          "exception",
          "failure_reason",
          "namespace",
          "operation",
          "poller_type",
          "query_type",
          "signal_name",
          "status_code",
          "task_queue",
          "worker_type",
          "workflow_type",
          "application",
          "kind",
          "outcome",
          "stage",
          "action",
          "area",
          "cause",
          "gc",
          "id",
          "le",
          "state");

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  @TempDir Path folder;
  private final Fleet fleet = extension.get();
  private EncryptedInstallation encrypted;
  private RawTemporal temporal;

  @BeforeEach
  void open() {
    encrypted = EncryptedInstallation.on(fleet, folder);
    temporal = new RawTemporal(encrypted.installation().server());
  }

  @AfterEach
  void close() {
    temporal.close();
    encrypted.close();
  }

  @Test
  void nobody_without_a_key_reads_what_is_done_and_said_and_why_it_failed() {
    try (Program deploy = encrypted.start("v1")) {
      Payload beat = Eventually.get(LIMIT, "a heartbeat that tells output", this::spokenBeat);
      assertTrue(EncryptingCodec.isEncrypted(beat), beat.toString());
      assertFalse(decoded(beat).contains(EncryptedInstallation.SECRET), decoded(beat));
      encrypted.letGo();
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
    }
    CommandEnd log =
        CommandEnd.ending(
            0,
            encrypted
                .installation()
                .slipway("log", "production", "--payload-keys", encrypted.keys()));
    assertTrue(log.output().contains("telltale-said [secret]"), log.output());
    CommandEnd unused = CommandEnd.ending(1, encrypted.deploy("broken"));

    List<Message> all = temporal.everything();
    List<Failure> failures = Messages.of(Failure.class, all);
    assertFalse(failures.isEmpty());
    for (Failure failure : failures) {
      assertEquals("Encoded failure", failure.getMessage());
      assertEquals("", failure.getStackTrace());
      assertTrue(EncryptingCodec.isEncrypted(failure.getEncodedAttributes()));
    }
    onlyKnownPayloadsAreClear(Messages.of(Payload.class, all));
    for (String telltale : EncryptedInstallation.TELLTALES) {
      all.forEach(message -> assertFalse(message.toString().contains(telltale), telltale));
      assertFalse(encrypted.installation().server().holds(telltale), telltale);
    }
    labelsAreNamesAlone();
  }

  private static void onlyKnownPayloadsAreClear(List<Payload> payloads) {
    Set<String> clear = new TreeSet<>();
    payloads.stream()
        .filter(payload -> !EncryptingCodec.isEncrypted(payload))
        .forEach(payload -> clear.add(payload.getData().toStringUtf8()));
    assertTrue(clear.contains("\"production\""), clear.toString());
    assertTrue(clear.size() < payloads.size());
    assertEquals(List.of(), clear.stream().filter(c -> !CLEAR.matcher(c).matches()).toList());
  }

  private void labelsAreNamesAlone() {
    String metrics =
        Eventually.get(
            LIMIT,
            "numbers of builds",
            () ->
                Optional.of(encrypted.installation().metrics())
                    .filter(told -> told.contains("activity_type=\"HostBuild\"")));
    Set<String> names = new TreeSet<>();
    Matcher label = LABEL.matcher(metrics);
    while (label.find()) {
      names.add(label.group(1));
    }
    names.removeAll(LABELS);
    assertEquals(Set.of(), names);
    for (String telltale : EncryptedInstallation.TELLTALES) {
      assertFalse(metrics.contains(telltale), metrics);
    }
  }

  private Optional<Payload> spokenBeat() {
    return temporal.list().stream()
        .flatMap(run -> temporal.describe(run.getExecution()).getPendingActivitiesList().stream())
        .map(PendingActivityInfo::getHeartbeatDetails)
        .flatMap(details -> details.getPayloadsList().stream())
        .filter(payload -> decoded(payload).contains("telltale-said"))
        .findFirst();
  }

  private String decoded(Payload payload) {
    EncryptingCodec codec = EncryptingCodec.with(KeyRings.ofFiles().open(encrypted.keys()));
    return codec.decode(List.of(payload)).getFirst().getData().toStringUtf8();
  }
}
