package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.domain.HostName;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureGroupTest {
  @Test
  void hosts_with_equal_errors_are_one_group_and_the_most_frequent_comes_first() {
    Stream<HostFailure> refused =
        Stream.of(failure("db1", "connect", "port 22 of db1.example.com refuses connections"));
    Stream<HostFailure> full =
        IntStream.rangeClosed(1, 37)
            .mapToObj(
                i ->
                    failure(
                        "web" + i,
                        "checkout",
                        "the disk of web%d is full: %d KiB free".formatted(i, i)));

    List<FailureGroup> groups = FailureGroup.of(Stream.concat(refused, full).toList());

    assertEquals(
        List.of("37 hosts (web1, web2, web3, web4, web5 and 32 more)", "db1"),
        groups.stream().map(FailureGroup::who).toList());
    assertEquals(HostName.of("web1"), groups.getFirst().example().host());
  }

  @ParameterizedTest
  @CsvSource({
    "it took 30 s, it took 31 s, true",
    "release 20261124090000 is gone, release 20261124090001 is gone, true",
    "commit 4f2c9d14f2c9 is unknown, commit 01ab9d14f2c9 is unknown, true",
    "a is down, b is down, true",
    "cat is down, cbt is down, false",
    "x-a is down, x-b is down, false",
    "status 503, status 503 with: busy, false",
    "no space is left, no inode is left, false"
  })
  void what_differs_from_host_to_host_does_not_part_them(String one, String other, boolean same) {
    assertEquals(
        same, FailureGroup.same(failure("a", "verify", one), failure("b", "verify", other)));
  }

  @Test
  void another_step_or_another_type_is_another_group() {
    List<HostFailure> failures =
        List.of(
            failure("a", "checkout", "it failed"),
            failure("b", "restart", "it failed"),
            failure("c", "restart", "it failed").as(FailureType.DISK_FULL));

    assertEquals(3, FailureGroup.of(failures).size());
  }

  @Property(tries = 200)
  void every_failure_is_told_once(
      @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> reasons) {
    List<HostFailure> failures =
        IntStream.range(0, reasons.size())
            .mapToObj(i -> failure("h" + i, "verify", "reason " + "x".repeat(reasons.get(i))))
            .toList();

    List<FailureGroup> groups = FailureGroup.of(failures);

    assertEquals(
        failures.stream().map(HostFailure::host).sorted(FailureGroupTest::byName).toList(),
        groups.stream().flatMap(c -> c.hosts().stream()).sorted(FailureGroupTest::byName).toList());
    assertEquals(reasons.stream().distinct().count(), groups.size());
  }

  private static int byName(HostName one, HostName other) {
    return one.value().compareTo(other.value());
  }

  private static HostFailure failure(String host, String step, String reason) {
    return new HostFailure(
        HostName.of(host), FailureType.STEP_FAILED, step, step, reason, "Look at it.", "");
  }
}
