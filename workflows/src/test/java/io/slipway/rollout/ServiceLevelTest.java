package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.BatchSize;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceLevelTest {
  @ParameterizedTest
  @CsvSource({
    "75%, 10, 8, 2",
    "75%, 4, 3, 1",
    "90%, 10, 9, 1",
    "1%, 1000, 10, 990",
    "1%, 3, 1, 2",
    "8, 10, 8, 2",
    "1, 2, 1, 1"
  })
  void rounds_up_what_must_be_left(String least, int fleet, int needed, int mostOut) {
    ServiceLevel level = level(least, fleet);

    assertEquals(needed, level.needed());
    assertEquals(mostOut, level.mostOut());
    assertEquals(mostOut - 1, level.room(1));
    assertEquals(0, level.room(fleet));
    assertEquals(true, level.fault().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "95% | 10 | 95% of 10 hosts is 10 (9.50 rounded up), so that 10 - 10 = 0 of them may be out"
            + " of service, and none could ever be switched | Lower it to 90% or less.",
        "100% | 3 | 100% of 3 hosts is 3, so that 3 - 3 = 0 of them may be out of service, and none"
            + " could ever be switched | Lower it to 66% or less.",
        "12 | 10 | 12 of 10 hosts, so that 10 - 12 = -2 of them may be out of service, and none"
            + " could ever be switched | Lower it to 9 or less.",
        "1% | 1 | 1% of 1 host is 1 (0.01 rounded up), so that 1 - 1 = 0 of them may be out of"
            + " service, and none could ever be switched | Take it out: no other host could serve"
            + " meanwhile.",
        "75% | 2 | 75% of 2 hosts is 2 (1.50 rounded up), so that 2 - 2 = 0 of them may be out of"
            + " service, and none could ever be switched | Lower it to 50% or less."
      })
  void shows_the_arithmetic_of_numbers_that_leave_nothing(
      String least, int fleet, String what, String remedy) {
    ServiceLevel.Fault fault = level(least, fleet).fault().orElseThrow();

    assertEquals(what, fault.what());
    assertEquals(remedy, fault.remedy());
  }

  private static ServiceLevel level(String least, int fleet) {
    return ServiceLevel.of(BatchSize.parse(least), fleet).orElseThrow();
  }
}
