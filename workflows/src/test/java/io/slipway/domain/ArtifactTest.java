package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.contract.WireFormat;
import java.util.Optional;
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
}
