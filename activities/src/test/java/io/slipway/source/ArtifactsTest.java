package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.Artifact;
import io.slipway.domain.Revision;
import io.slipway.domain.Signatures;
import io.slipway.domain.Signer;
import io.slipway.shell.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {
  @TempDir Path folder;

  private final BuildServer server = new BuildServer();
  private @Nullable Artifacts opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    server.close();
  }

  private Artifacts artifacts() {
    if (opened == null) {
      opened = new Artifacts(folder.resolve("cache"), Map.of());
    }
    return opened;
  }

  private Artifact shop() {
    return new Artifact(server.url() + "/shop-{revision}.tar.gz", "{url}.sha256", 1, null);
  }

  private byte[] built(String content) {
    return Tars.packed(folder, "shop-build", Map.of("bin/run", content, "LICENSE", "free\n"));
  }

  private Revision resolve(String ref) {
    return artifacts().resolve(shop(), ref, null, Pulse.NONE);
  }

  private Parcel pack(String ref, Revision revision) {
    return artifacts().pack(shop(), ref, revision, null, Pulse.NONE);
  }

  private SourceException refused(FailureType type, Executable act) {
    SourceException e = assertThrows(SourceException.class, act);
    assertEquals(type, e.type(), e.getMessage());
    return e;
  }

  private void says(SourceException e, String... words) {
    for (String word : words) {
      assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
    }
  }

  @Test
  void a_version_is_its_checksum_and_its_files_are_those_of_the_archive() {
    byte[] archive = built("one\n");
    server.publish("1.4.2", archive);
    Revision one = resolve("1.4.2");
    assertEquals(Shelf.sha256(archive), one.value());
    Parcel parcel = pack("1.4.2", one);
    assertEquals(null, parcel.committedAt());
    assertEquals(
        List.of("LICENSE: free\n", "bin/", "bin/run: one\n"),
        Tars.unpacked(folder, parcel.archives().getFirst(), "tar"));
  }

  @Test
  void what_is_sent_is_the_same_from_every_worker() {
    server.publish("1", built("one\n"));
    Archive here = pack("1", resolve("1")).archives().getFirst();
    try (Artifacts other = new Artifacts(folder.resolve("other"), Map.of())) {
      Archive there = other.pack(shop(), "1", resolve("1"), null, Pulse.NONE).archives().getFirst();
      assertEquals(here.sha256(), there.sha256());
      assertTrue(there.intact());
    }
  }

  @Test
  void many_at_once_share_one_download() {
    server.publish("1", built("one\n"));
    Revision one = resolve("1");
    List<CompletableFuture<Parcel>> asked =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> pack("1", one)))
            .toList();
    assertEquals(1, asked.stream().map(CompletableFuture::join).distinct().count());
    // Once to look whether it is there, and once to read it.
    assertEquals(2, server.asked().stream().filter(a -> a.startsWith("/shop-1.tar.gz -")).count());
  }

  @Test
  void what_is_not_there_is_told_with_its_place() {
    says(
        refused(FailureType.REVISION_NOT_FOUND, () -> resolve("9")),
        "there is no such artifact",
        server.url() + "/shop-9.tar.gz.sha256",
        "404");
    server.put("/shop-9.tar.gz.sha256", "0".repeat(64).getBytes(UTF_8));
    says(
        refused(FailureType.REVISION_NOT_FOUND, () -> resolve("9")),
        "there is no such artifact",
        server.url() + "/shop-9.tar.gz,");
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "429", "408"})
  void a_server_that_cannot_now_is_asked_again(int status) {
    server.publish("1", built("one\n"));
    server.statuses.add(status);
    says(refused(FailureType.SOURCE_UNREACHABLE, () -> resolve("1")), Integer.toString(status));
    assertTrue(FailureType.SOURCE_UNREACHABLE.passing());
    assertEquals(64, resolve("1").value().length());
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "418"})
  void a_server_that_refuses_is_not(int status) {
    server.statuses.add(status);
    says(refused(FailureType.ARTIFACT_UNUSABLE, () -> resolve("1")), Integer.toString(status));
    assertFalse(FailureType.ARTIFACT_UNUSABLE.passing());
  }

  @Test
  void nobody_who_answers_is_asked_again() {
    server.close();
    says(refused(FailureType.SOURCE_UNREACHABLE, () -> resolve("1")), "nothing answers");
  }

  @Test
  void what_was_changed_since_is_refused() {
    server.publish("1", built("one\n"));
    Revision one = resolve("1");
    server.publish("1", built("two\n"));
    Revision two = resolve("1");
    says(
        refused(FailureType.ARTIFACT_UNUSABLE, () -> pack("1", one)),
        "it was changed meanwhile",
        one.value(),
        two.value());
    says(
        refused(FailureType.ARTIFACT_UNUSABLE, () -> resolve("1@sha256:" + one)),
        "it was changed meanwhile",
        one.value(),
        two.value());
    assertEquals(two, resolve("1@sha256:" + two));
  }

  @Test
  void hosts_that_come_later_get_what_was_chosen() {
    server.publish("1", built("one\n"));
    Revision one = resolve("1");
    Parcel first = pack("1", one);
    server.publish("1", built("two\n"));
    assertEquals(first, pack("1", one));
  }

  @Test
  void what_is_not_what_its_checksum_says_is_refused() {
    byte[] archive = built("one\n");
    server.publish("1", archive);
    Revision one = resolve("1");
    server.put("/shop-1.tar.gz", built("two\n"));
    says(
        refused(FailureType.ARTIFACT_UNUSABLE, () -> pack("1", one)),
        "/shop-1.tar.gz.sha256 says " + one);
    Artifact stated = new Artifact(server.url() + "/shop-1.tar.gz", one.value(), 1, null);
    says(
        refused(
            FailureType.ARTIFACT_UNUSABLE,
            () -> artifacts().pack(stated, "any", one, null, Pulse.NONE)),
        "slipway.yml says " + one);
  }

  @Test
  void a_checksum_may_be_stated() {
    byte[] archive = built("one\n");
    server.put("/shop.tgz", archive);
    Artifact stated =
        new Artifact(
            server.url() + "/shop.tgz",
            Shelf.sha256(archive).toUpperCase(java.util.Locale.ROOT),
            0,
            null);
    assertEquals(Shelf.sha256(archive), artifacts().resolve(stated, "x", null, Pulse.NONE).value());
    assertEquals(List.of("/shop.tgz -"), server.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "password\n", "0123", "<html>"})
  void what_is_no_checksum_is_not_quoted(String text) {
    server.publish("1", built("one\n"));
    server.put("/shop-1.tar.gz.sha256", text.getBytes(UTF_8));
    SourceException e = refused(FailureType.ARTIFACT_UNUSABLE, () -> resolve("1"));
    says(e, "/shop-1.tar.gz.sha256", "does not begin with a SHA-256");
    assertFalse(String.valueOf(e.getMessage()).contains("password"));
  }

  @Test
  void what_breaks_off_is_read_again() {
    server.publish("1", built("one\n"));
    Revision one = resolve("1");
    server.breaksAfter = 20;
    says(
        refused(FailureType.SOURCE_UNREACHABLE, () -> pack("1", one)),
        "it broke off after 20 bytes");
    server.breaksAfter = -1;
    assertEquals(1, pack("1", one).archives().size());
  }

  @Test
  void whoever_waits_for_what_stalls_beats_and_can_be_stopped() {
    server.publish("1", built("one\n"));
    Revision one = resolve("1");
    server.breaksAfter = 20;
    server.stalls = true;
    CountingPulse pulse = new CountingPulse(3);
    assertThrows(
        CancellationException.class, () -> artifacts().pack(shop(), "1", one, null, pulse));
    assertEquals(3, pulse.beats);
  }

  /** Ends the activity at a certain beat. */
  private static final class CountingPulse implements Pulse {
    private final int last;
    private int beats;

    private CountingPulse(int last) {
      this.last = last;
    }

    @Override
    public void beat() {
      if (++beats == last) {
        throw new CancellationException();
      }
    }
  }

  @Test
  void what_stalls_for_long_is_given_up() {
    server.publish("1", built("one\n"));
    server.breaksAfter = 20;
    server.stalls = true;
    Intake hasty = new Intake(Pulse.NONE, java.time.Duration.ofMillis(100));
    try (HttpDepot depot = new HttpDepot()) {
      String place = server.url() + "/shop-1.tar.gz";
      says(
          refused(
              FailureType.SOURCE_UNREACHABLE,
              () ->
                  hasty.take(
                      depot.open(place, null),
                      java.io.OutputStream.nullOutputStream(),
                      1 << 20,
                      place)),
          "nothing has come for");
    }
  }

  @Test
  void nothing_is_taken_beyond_its_bound() {
    server.publish("1", built("one\n"));
    try (HttpDepot depot = new HttpDepot()) {
      String place = server.url() + "/shop-1.tar.gz";
      says(
          refused(
              FailureType.ARTIFACT_UNUSABLE,
              () ->
                  new Intake(Pulse.NONE)
                      .take(
                          depot.open(place, null),
                          java.io.OutputStream.nullOutputStream(),
                          10,
                          place)),
          "it is larger than the 10 bytes that are taken");
    }
  }

  @Test
  void a_token_goes_to_the_server_that_it_is_for_and_to_no_other() {
    try (BuildServer other = new BuildServer()) {
      byte[] archive = built("one\n");
      server.publish("1", archive);
      other.publish("1", archive);
      server.redirect("/shop-1.tar.gz", other.url() + "/shop-1.tar.gz");
      Revision one = artifacts().resolve(shop(), "1", "s3cret", Pulse.NONE);
      assertEquals(Shelf.sha256(archive), one.value());
      assertEquals(
          List.of("/shop-1.tar.gz.sha256 Bearer s3cret", "/shop-1.tar.gz Bearer s3cret"),
          server.asked());
      assertEquals(List.of("/shop-1.tar.gz -"), other.asked());
    }
  }

  @Test
  void a_checksum_or_a_signature_elsewhere_is_asked_for_without_the_token() {
    try (BuildServer other = new BuildServer()) {
      server.publish("1", built("one\n"));
      other.publish("1", built("one\n"));
      Signer signer =
          new Signer(
              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ+7mDcZU+T+tGw7tSc5xnMcs0Ncedeu9keq9dzABp3R");
      String url = server.url() + "/shop-{revision}.tar.gz";
      Artifact sums =
          new Artifact(url, other.url() + "/shop-{revision}.tar.gz.sha256", 1, null, null);
      Artifact signed =
          new Artifact(
              url,
              "{url}.sha256",
              1,
              null,
              new Signatures(other.url() + "/shop-{revision}.sig", List.of(signer)));

      Revision unused = artifacts().resolve(sums, "1", "s3cret", Pulse.NONE);
      assertEquals(List.of("/shop-1.tar.gz.sha256 -"), other.asked());
      SourceException none =
          refused(
              FailureType.ARTIFACT_UNUSABLE,
              () -> artifacts().resolve(signed, "1", "s3cret", Pulse.NONE));
      says(none, "it has none: nothing is at");
      assertEquals(List.of("/shop-1.tar.gz.sha256 -", "/shop-1.sig -"), other.asked());
    }
  }

  @Test
  void a_token_that_is_none_is_not_quoted() {
    SourceException e =
        refused(
            FailureType.ARTIFACT_UNUSABLE,
            () -> artifacts().resolve(shop(), "1", "s3\ncret", Pulse.NONE));
    assertFalse(String.valueOf(e.getMessage()).contains("cret"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "http://u:p@127.0.0.1/", "::"})
  void a_redirect_leads_to_a_web_server_or_nowhere(String to) {
    server.redirect("/shop-1.tar.gz.sha256", to);
    SourceException e = refused(FailureType.ARTIFACT_UNUSABLE, () -> resolve("1"));
    says(e, "redirects to what is no address of a web server");
    assertFalse(String.valueOf(e.getMessage()).contains("u:p"), e.getMessage());
  }

  @Test
  void redirects_end() {
    server.redirect("/shop-1.tar.gz.sha256", "/shop-1.tar.gz.sha256");
    says(refused(FailureType.ARTIFACT_UNUSABLE, () -> resolve("1")), "more than 5 times");
  }

  @Test
  void files_of_the_worker_will_do() throws IOException {
    Artifact local = new Artifact(folder + "/builds/{revision}.tar", "{url}.sha256", 0, null);
    says(
        refused(
            FailureType.REVISION_NOT_FOUND,
            () -> artifacts().resolve(local, "1", null, Pulse.NONE)),
        "the worker has no such file");
    Path builds = Files.createDirectories(folder.resolve("builds"));
    byte[] plain = Tars.written(Tars.entry(TarEntry.FILE, "a", ""));
    Files.write(builds.resolve("1.tar"), plain);
    Files.writeString(builds.resolve("1.tar.sha256"), Shelf.sha256(plain));
    Revision one = artifacts().resolve(local, "1", null, Pulse.NONE);
    assertEquals(
        List.of("a: "),
        Tars.unpacked(
            folder,
            artifacts().pack(local, "1", one, null, Pulse.NONE).archives().getFirst(),
            "tar"));
    Files.createDirectories(builds.resolve("2.tar.sha256"));
    says(
        refused(
            FailureType.ARTIFACT_UNUSABLE, () -> artifacts().resolve(local, "2", null, Pulse.NONE)),
        "it is a directory");
  }

  @Test
  void a_version_that_is_none_is_refused_before_anything_is_asked() {
    says(refused(FailureType.REVISION_NOT_FOUND, () -> resolve("../1")), "'../1'", "such as 1.4.2");
    assertEquals(List.of(), server.asked());
  }

  @Test
  void a_hostile_archive_is_kept_from_hosts() {
    byte[] archive = Tars.written(Tars.entry(TarEntry.FILE, "../../etc/cron.d/x", ""));
    server.publish("1", archive);
    Revision one = resolve("1");
    says(
        refused(FailureType.ARTIFACT_UNUSABLE, () -> pack("1", one)),
        "'../../etc/cron.d/x' leads out of it",
        "Nothing of it was sent to any host");
  }
}
