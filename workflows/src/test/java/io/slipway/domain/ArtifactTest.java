package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.contract.WireFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
  private static final String SUM = "0123456789abcdef".repeat(4);
  private static final String WEB = "https://builds.example.com/shop/shop-{revision}.tar.gz";

  @ParameterizedTest
  @CsvSource({
    "https://builds.example.com/{revision}.tgz, 1.0+b, https://builds.example.com/1.0%2Bb.tgz",
    "s3://builds/shop/{revision}.tgz, 1.0+b, s3://builds/shop/1.0+b.tgz",
    "/srv/builds/{revision}/shop.tar, 1.0+b, /srv/builds/1.0+b/shop.tar",
    "file:///srv/builds/{revision}.tar, 1.0+b, /srv/builds/1.0+b.tar"
  })
  void fills_the_version_into_its_places(String url, String version, String place) {
    Artifact artifact = new Artifact(url, "{url}.sha256", 0, null);
    ArtifactVersion named = ArtifactVersion.parse(version);
    assertEquals(place, artifact.place(named));
    assertEquals(place + ".sha256", artifact.placeOfSum(named));
    assertFalse(artifact.stated());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.tar",
        "ftp://builds.example.com/shop.tar",
        "https://builds.example.com",
        "https://builds.example.com/",
        "https:///shop.tar",
        "https://ana:secret@builds.example.com/shop.tar",
        "https://builds.example.com/shop.tar?token=secret",
        "https://builds.example.com/shop.tar#secret",
        "https://{revision}.example.com/shop.tar",
        "https://builds.example.com/{version}.tar",
        "https://builds.example.com/a b",
        "https://builds.example.com/a\nb",
        "s3://builds",
        "s3://builds/",
        "s3://{revision}/shop.tar",
        "/srv/../etc/passwd",
        "/srv/builds/",
        "/",
        "file://host/srv/shop.tar"
      })
  void refuses_other_places_without_quoting_them(String place) {
    Optional<String> fault = Artifact.fault(place);
    assertTrue(fault.isPresent(), place);
    assertFalse(fault.get().contains("secret"), fault.get());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Artifact(place, "{url}.sha256", 0, null));
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"), refused.getMessage());
  }

  @Test
  void a_version_may_be_pinned_to_its_bytes() {
    ArtifactVersion plain = ArtifactVersion.parse("1.4.2");
    String pinned = plain.pinned(Revision.of(SUM));
    assertEquals("1.4.2@sha256:" + SUM, pinned);
    assertEquals(Revision.of(SUM), ArtifactVersion.parse(pinned).pin());
    assertEquals(pinned, ArtifactVersion.parse(pinned).pinned(Revision.of(SUM)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "..",
        "1..2",
        "-1",
        ".x",
        "a b",
        "a\u0000",
        "a\nb",
        "a%2fb",
        "a\\b",
        "a?b",
        "ä",
        "1@sha256:",
        "1@sha256:00",
        "@sha256:00"
      })
  void no_version_leads_elsewhere(String name) {
    assertThrows(IllegalArgumentException.class, () -> ArtifactVersion.parse(name));
  }

  @Test
  void no_version_is_longer_than_128() {
    assertEquals(128, ArtifactVersion.parse("a".repeat(128)).name().length());
    assertThrows(IllegalArgumentException.class, () -> ArtifactVersion.parse("a".repeat(129)));
  }

  @Test
  void a_source_pins_what_it_has_found() {
    Source artifacts = Source.of(new Artifact(WEB, "{url}.sha256", 1, null), Delivery.PUSH, null);
    assertEquals("1.4.2@sha256:" + SUM, artifacts.pinned("1.4.2", Revision.of(SUM)));
    assertEquals("a".repeat(40), artifacts.pinned("main", Revision.of("a".repeat(40))));
    Source git = new Source("/srv/git/shop.git", Delivery.PUSH, null, false);
    assertEquals(SUM, git.pinned("main", Revision.of(SUM)));
  }

  @Test
  void crosses_the_wire_in_this_form() throws JsonProcessingException {
    Source source =
        Source.of(
            new Artifact(WEB, "{url}.sha256", 1, SecretRef.parse("env:TOKEN")),
            Delivery.RELAY,
            null);
    String json =
        """
        {"repository":"%1$s","delivery":"RELAY","submodules":false,"verifyCommit":false,\
        "artifact":{"url":"%1$s","sha256":"{url}.sha256","strip":1,"token":"env:TOKEN"}}\
        """
            .formatted(WEB);
    assertEquals(json, WireFormat.mapper().writeValueAsString(source));
    assertEquals(source, WireFormat.mapper().readValue(json, Source.class));
  }

  private static final Signatures SIGNATURES =
      new Signatures(
          Signatures.BESIDE,
          List.of(
              new Signer(
                  "ssh-ed25519"
                      + " AAAAC3NzaC1lZDI1NTE5AAAAIJ+7mDcZU+T+tGw7tSc5xnMcs0Ncedeu9keq9dzABp3R"
                      + " ci@example.com")));

  private static final Artifact SIGNED = new Artifact(WEB, "{url}.sha256", 1, null, SIGNATURES);

  private static final String ON_THE_WIRE =
      """
      {"repository":"/dev/null/signed-artifacts-need-a-newer-slipway-worker","delivery":"PUSH",\
      "submodules":false,"verifyCommit":false,\
      "signed":{"url":"%s","sha256":"{url}.sha256","strip":1,\
      "signatures":{"place":"{url}.sig","signers":["ssh-ed25519 \
      AAAAC3NzaC1lZDI1NTE5AAAAIJ+7mDcZU+T+tGw7tSc5xnMcs0Ncedeu9keq9dzABp3R ci@example.com"]}}}\
      """
          .formatted(WEB);

  @Test
  void one_that_must_be_signed_crosses_the_wire_in_another_place() throws JsonProcessingException {
    Source source = Source.of(SIGNED, Delivery.PUSH, null);
    assertEquals(SIGNED, source.artifact());
    assertEquals("1.4.2@sha256:" + SUM, source.pinned("1.4.2", Revision.of(SUM)));
    assertEquals(ON_THE_WIRE, WireFormat.mapper().writeValueAsString(source));
    assertEquals(source, WireFormat.mapper().readValue(ON_THE_WIRE, Source.class));
  }

  /** What a source was before artifacts could be signed. */
  private record Before(
      String repository, Delivery delivery, @Nullable Artifact artifact, @Nullable Relay relay) {}

  @Test
  void nothing_is_deployed_of_it_by_programs_that_know_no_signatures()
      throws JsonProcessingException {
    Before read = WireFormat.mapper().readValue(ON_THE_WIRE, Before.class);
    assertNull(read.artifact());
    assertTrue(read.repository().startsWith("/dev/null/"), read.repository());
    // A workflow of before hands on what it has understood.
    String handedOn = WireFormat.mapper().writeValueAsString(read);
    assertNull(WireFormat.mapper().readValue(handedOn, Source.class).artifact());
  }

  @Test
  void who_must_have_signed_is_never_lost() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Source("x", Delivery.PUSH, null, false, false, null, null, SIGNED, null));
    Artifact plain = new Artifact(WEB, "{url}.sha256", 1, null);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Source("x", Delivery.PUSH, null, false, false, null, null, null, plain));
  }

  @Test
  void a_signature_is_beside_the_archive_or_where_it_is_said() {
    ArtifactVersion version = ArtifactVersion.parse("1.0+b");
    assertEquals(
        Optional.of("https://builds.example.com/shop/shop-1.0%2Bb.tar.gz.sig"),
        SIGNED.placeOfSignature(version));
    Artifact elsewhere =
        new Artifact(
            WEB,
            "{url}.sha256",
            1,
            null,
            new Signatures("s3://signed/{revision}.sig", SIGNATURES.signers()));
    assertEquals(Optional.of("s3://signed/1.0+b.sig"), elsewhere.placeOfSignature(version));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Artifact(WEB, SUM, 1, null, new Signatures("{url}?sig", SIGNATURES.signers())));
  }
}
