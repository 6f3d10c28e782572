package io.slipway.workflow;

import io.slipway.contract.FailureType;
import io.slipway.contract.Notice;
import io.slipway.contract.NotifyActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Notifiers in memory. */
final class FakeNotify implements NotifyActivities {
  final List<Notice> told = Collections.synchronizedList(new ArrayList<>());

  /** How all attempts fail from now on; null when they do not. */
  volatile @Nullable FailureType failing;

  private volatile @Nullable Semaphore held;

  /** From now on answers when it is let go, as many times. */
  Semaphore holds() {
    Semaphore semaphore = new Semaphore(0);
    held = semaphore;
    return semaphore;
  }

  @Override
  public void tell(Notice notice) {
    Semaphore wait = held;
    if (wait != null) {
      wait.acquireUninterruptibly();
    }
    FailureType type = failing;
    if (type != null) {
      throw ApplicationFailure.newFailure(
          "production: tried to tell %s of '%s', but it is gone. Remove it."
              .formatted(notice.to().words(), notice.occasion().word()),
          type.name());
    }
    told.add(notice);
  }

  /** Who was told of what, one notice a line. */
  List<String> words() {
    return List.copyOf(told).stream()
        .map(n -> "%s %s %s".formatted(n.occasion().word(), n.event(), n.to().words()))
        .sorted()
        .toList();
  }
}
