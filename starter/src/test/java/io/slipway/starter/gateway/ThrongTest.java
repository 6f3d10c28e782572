package io.slipway.starter.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThrongTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger calls = new AtomicInteger();

  @ParameterizedTest
  @EnumSource(names = {"RESOURCE_EXHAUSTED", "ABORTED", "UNAVAILABLE", "FAILED_PRECONDITION"})
  void a_call_that_is_turned_away_is_made_again(Status.Code code) {
    String answer =
        Throng.through(
            patience(LONG),
            () -> {
              if (calls.incrementAndGet() < 3) {
                throw code.toStatus().asRuntimeException();
              }
              return "taken";
            });

    assertEquals("taken", answer);
    assertEquals(3, calls.get());
  }

  @Test
  void a_refusal_is_told_at_once() {
    StatusRuntimeException refused = Status.PERMISSION_DENIED.asRuntimeException();

    assertSame(refused, failure(LONG, refused));
    assertEquals(1, calls.get());
  }

  @Test
  void whoever_never_gets_through_is_told_why_and_not_that_no_worker_answered() {
    StatusRuntimeException full =
        Status.RESOURCE_EXHAUSTED.withDescription("limit has been reached").asRuntimeException();

    assertSame(full, failure(Duration.ofSeconds(1), full));
  }

  private StatusRuntimeException failure(Duration giveUpAfter, StatusRuntimeException each) {
    return assertThrows(
        StatusRuntimeException.class,
        () ->
            Throng.through(
                patience(giveUpAfter),
                () -> {
                  calls.incrementAndGet();
                  throw each;
                }));
  }

  private static Patience patience(Duration giveUpAfter) {
    return new Patience("127.0.0.1:7233", giveUpAfter, giveUpAfter.plusMillis(1), note -> {});
  }
}
