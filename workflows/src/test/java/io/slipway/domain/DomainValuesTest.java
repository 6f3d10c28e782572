package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.workflow.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DomainValuesTest {

  @ParameterizedTest
  @CsvSource({
    "application, shop",
    "application, 9.a_b-c",
    "stage, production",
    "role, web",
    "host, web-1.example.com",
    "host, 2001:db8::1",
    "path, /srv/shop",
    "path, '/srv/a b/$x'",
    "revision, 4f2c9d14f2c9d14f2c9d14f2c9d14f2c9d14f2c9",
    "release, 20240229235959",
    "batch, 5",
    "batch, 100%",
    "batch, 1%"
  })
  void takes(String kind, String text) {
    assertEquals(text, parser(kind).apply(text).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "application, ''",
    "application, a b",
    "application, -a",
    "application, a/b",
    "application, ../x",
    "stage, a/b",
    "stage, 'a\nb'",
    "role, a.b",
    "host, a;b",
    "host, -oProxyCommand=x",
    "host, ''",
    "path, srv/shop",
    "path, /",
    "path, /srv/../etc",
    "path, /srv//shop",
    "path, /srv/./shop",
    "path, /srv/",
    "path, '/srv/a\nb'",
    "revision, 4f2c9d1",
    "revision, main",
    "revision, 4F2C9D14F2C9D14F2C9D14F2C9D14F2C9D14F2C9",
    "release, 20230229000000",
    "release, 2024010100000",
    "release, 20240101000060",
    "release, current",
    "batch, 0",
    "batch, 101%",
    "batch, -1",
    "batch, x",
    "batch, %",
    "batch, 1.5"
  })
  void refuses(String kind, String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> parser(kind).apply(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("not valid"), refused.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application", "stage", "role"})
  void names_have_at_most_64_characters(String kind) {
    assertEquals("a".repeat(64), parser(kind).apply("a".repeat(64)).toString());
    assertThrows(IllegalArgumentException.class, () -> parser(kind).apply("a".repeat(65)));
  }

  @Property
  void a_release_id_is_its_second(@ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
    Instant instant = Instant.ofEpochSecond(second);

    ReleaseId id = ReleaseId.at(instant.plusMillis(999));

    assertEquals(instant, id.instant());
    assertEquals(instant.plusSeconds(1), id.next().instant());
    assertTrue(id.compareTo(id.next()) < 0);
  }

  @Property
  void a_batch_is_never_empty_nor_larger_than_the_fleet(
      @ForAll @IntRange(min = 1, max = 100) int amount,
      @ForAll boolean percent,
      @ForAll @IntRange(min = 1, max = 100_000) int hosts) {
    int size = new BatchSize(amount, percent).of(hosts);

    assertTrue(size >= 1 && size <= hosts);
    assertTrue(!percent || size == 1 || size <= (long) hosts * amount / 100, "rounded down");
  }

  @Test
  void a_layout_is_filled_for_each_host() {
    Host host = Fixtures.hosts(1).getFirst();
    Layout layout = new Layout("/srv/{stage}/{host}/{address}", 5, List.of(), List.of());

    assertEquals("/srv/production/web1/web1", layout.on(host, Fixtures.PRODUCTION).value());
  }

  @Test
  void what_is_left_out_has_a_default() {
    Rollout rollout = new Rollout(List.of(), Duration.ZERO, 0, 0);

    assertEquals(List.of(BatchSize.parse("100%")), rollout.batches());
    assertEquals(Rollout.DEFAULT_MAX_PARALLEL, rollout.maxParallel());
    assertEquals(Rollout.DEFAULT_ATTEMPTS, rollout.attempts());
  }

  @Test
  void numbers_out_of_range_are_refused() {
    HostName name = HostName.of("web1");
    assertThrows(
        IllegalArgumentException.class, () -> new Host(name, null, 65_536, null, List.of(), false));
    assertThrows(
        IllegalArgumentException.class, () -> new Rollout(List.of(), Duration.ZERO, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Layout("/srv", 0, List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> Fixtures.target(1).withHosts(List.of()));
  }

  private static Function<String, ?> parser(String kind) {
    return switch (kind) {
      case "application" -> ApplicationName::of;
      case "stage" -> StageName::of;
      case "role" -> Role::of;
      case "host" -> HostName::of;
      case "path" -> RemotePath::of;
      case "revision" -> Revision::of;
      case "release" -> ReleaseId::of;
      case "batch" -> BatchSize::parse;
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
