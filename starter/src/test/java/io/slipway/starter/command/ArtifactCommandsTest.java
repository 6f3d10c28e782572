package io.slipway.starter.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostOrder;
import io.slipway.domain.Revision;
import io.slipway.domain.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands where artifacts are deployed: what is asked for later is a version with its checksum.
 */
final class ArtifactCommandsTest {
  private static final Revision ONE = Revision.of("1".repeat(64));

  private CommandBench bench;
  private FakeFleet fleet;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    bench = CommandBench.started(folder);
    fleet = bench.fleet;
    bench.writesFile(2, "batches: [100%]");
    deploysArtifacts();
  }

  private void deploysArtifacts() throws IOException {
    String artifact =
        "artifact: {url: 'https://builds.example.com/shop-{revision}.tar.gz', sha256:"
            + " '{url}.sha256'}";
    replace("(?m)^repository:.*$", artifact);
  }

  private void replace(String pattern, String by) throws IOException {
    Files.writeString(bench.file, Files.readString(bench.file).replaceFirst(pattern, by));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void what_would_be_fetched_is_told_beforehand() {
    String place = "https://builds.example.com/shop-v1.tar.gz";
    FileCommandRun valid = FileCommandRun.of("validate", "--file", bench.file.toString());
    assertTrue(
        valid.out().contains(", artifacts at https://builds.example.com/shop-{revision}.tar.gz"),
        valid.out());
    bench
        .run("check", "production", "--revision", "v1")
        .exits(0)
        .says("v1 is %s, with SHA-256 %s".formatted(place, ONE));
    bench
        .run("plan", "production", "--revision", "v1")
        .exits(0)
        .says("the worker reads %s, which must have SHA-256 %s, and pushes".formatted(place, ONE));
    fleet.breaks("web1", "resolve", FailureType.REVISION_NOT_FOUND);
    bench
        .run("plan", "production", "--revision", "v9")
        .exits(1)
        .says("the worker reads https://builds.example.com/shop-{revision}.tar.gz and pushes");
  }

  @Test
  void who_must_have_signed_it_is_told_beforehand_and_told_to_workers() throws IOException {
    String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ+7mDcZU+T+tGw7tSc5xnMcs0Ncedeu9keq9dzABp3R";
    replace(
        "'\\{url}.sha256'}",
        "'{url}.sha256', signers: ['%s ci@example.com', '%1$s']}".formatted(key));
    String names = "ci@example.com or " + new Signer(key).fingerprint();
    bench
        .run("check", "production", "--revision", "v1")
        .exits(0)
        .says(", with SHA-256 %s, signed by %s".formatted(ONE, names));
    bench
        .run("plan", "production", "--revision", "v1")
        .exits(0)
        .says("which must have SHA-256 %s and be signed by %s, and pushes".formatted(ONE, names));
    bench.run("deploy", "production", "--revision", "v1", "-q").exits(0);
    assertTrue(
        fleet.orders().stream()
            .map(order -> order.target().source())
            .allMatch(source -> source.signed() != null && source.unsigned() == null));
    fleet.breaks("web1", "resolve", FailureType.ARTIFACT_UNUSABLE);
    bench
        .run("plan", "production", "--revision", "v9")
        .exits(1)
        .says("shop-{revision}.tar.gz, which must be signed by %s, and pushes".formatted(names));
  }

  @Test
  void what_has_passed_is_promoted_by_its_version_also_after_a_rollback() {
    bench.run("deploy", "staging", "--revision", "v1", "-q").exits(0);
    bench.run("deploy", "staging", "--revision", "v2", "-q").exits(0);
    bench.run("rollback", "staging", "-q").exits(0);

    bench
        .run("promote", "staging", "production", "--plan")
        .exits(0)
        .says("https://builds.example.com/shop-v1.tar.gz, which must have SHA-256 " + ONE);
    bench.run("promote", "staging", "production").exits(0);

    assertEquals("v1@sha256:" + ONE, lastRef());
  }

  @Test
  void what_is_left_is_resumed_by_its_version() throws IOException {
    bench.writesFile(2, "batches: [1]");
    deploysArtifacts();
    fleet.breaks("web2", "activate", FailureType.VERIFY_FAILED);
    bench.run("deploy", "production", "--revision", "v1", "-q").exits(3);
    fleet.mends("web2", "activate");

    bench.run("deploy", "production", "--resume-failed", "-q").exits(0);

    assertEquals("v1@sha256:" + ONE, lastRef());
  }

  private String lastRef() {
    List<HostOrder> prepared =
        fleet.orders().stream().filter(order -> order.revision() != null).toList();
    return prepared.getLast().ref();
  }
}
