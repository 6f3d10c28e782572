package io.slipway.starter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPiece;
import io.slipway.contract.WorkflowIds;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.starter.proof.Signing;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what commands have said in a run from all workers that keep it, through Temporal. */
public final class LogGateway {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration NEW_WORKERS = Duration.ofSeconds(15);

  private final WorkflowClient client;
  private final Signing signing;
  private final Patience patience;
  private final Consumer<String> notes;
  private final Map<String, LogShelf> shelves = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();
  private final Map<String, Long> told = new LinkedHashMap<>();
  private long lookedForWorkers;
  private boolean away;

  /**
   * @param signing whether requests are signed, and how
   * @param patience how to wait for a worker's answer
   * @param notes told what cannot be read
   */
  public LogGateway(
      WorkflowClient client, Signing signing, Patience patience, Consumer<String> notes) {
    this.client = client;
    this.signing = signing;
    this.patience = patience;
    this.notes = notes;
  }

  /**
   * Reads all that there is, in the order in which it was kept; and what comes, until the run ends.
   *
   * @param follow whether what comes is waited for
   * @throws RefusedException when the asker may not look at the stage
   */
  public void read(LogOrder order, boolean follow, Consumer<LogPiece> listener)
      throws InterruptedException {
    try (LogSession session = new LogSession(client, signing, patience, order)) {
      findWorkers();
      if (shelves.isEmpty()) {
        throw new ProblemException(
            ExitCode.FAILED,
            "No worker at %s keeps what commands say. See docs/guide/logs.md for how to have it kept, or look at the hosts below .slipway in deploy_to."
                .formatted(patience.address()));
      }
      readAll(session, listener);
      if (follow) {
        follow(order, session, listener);
      }
    }
  }

  private void follow(LogOrder order, LogSession session, Consumer<LogPiece> listener)
      throws InterruptedException {
    TemporalRunSource run =
        new TemporalRunSource(client, patience.address(), WorkflowIds.run(order.run()));
    boolean ended = false;
    while (!ended) {
      ended = ended(run);
      try {
        if (System.nanoTime() - lookedForWorkers > NEW_WORKERS.toNanos()) {
          findWorkers();
        }
        shelves.values().forEach(LogShelf::lookAgain);
        readAll(session, listener);
        here();
      } catch (RuntimeException e) {
        gone(e);
        ended = false;
        Thread.sleep(INTERVAL);
      }
    }
  }

  /** Whether there will be no more; asked for a second. */
  private boolean ended(TemporalRunSource run) throws InterruptedException {
    try {
      return run.ended(INTERVAL);
    } catch (WorkflowNotFoundException forgotten) {
      return true;
    } catch (RuntimeException e) {
      if (Away.causes(e).anyMatch(WorkflowNotFoundException.class::isInstance)) {
        return true;
      }
      gone(e);
      Thread.sleep(INTERVAL);
      return false;
    }
  }

  private void gone(RuntimeException e) {
    if (!Away.passing(e)) {
      throw e;
    }
    if (!away) {
      away = true;
      notes.accept("Temporal does not answer (%s). Trying to read on.".formatted(Away.reason(e)));
    }
  }

  private void here() {
    if (away) {
      away = false;
      notes.accept("Temporal answers again.");
    }
  }

  private void findWorkers() {
    lookedForWorkers = System.nanoTime();
    LogStores.of(client)
        .forEach(
            (store, worker) -> {
              if (!lost.contains(store)) {
                shelves.computeIfAbsent(store, id -> new LogShelf(id, worker));
              }
            });
  }

  /** Of several stores that which was kept first goes first. */
  private void readAll(LogSession session, Consumer<LogPiece> listener) {
    while (true) {
      for (LogShelf shelf : List.copyOf(shelves.values())) {
        if (shelf.hungry()) {
          fill(session, shelf);
        }
      }
      Optional<LogShelf> first =
          shelves.values().stream()
              .filter(s -> s.peek() != null)
              .min(Comparator.comparingLong(s -> at(s)));
      if (first.isEmpty()) {
        return;
      }
      tell(first.get().take(), listener);
    }
  }

  private static long at(LogShelf shelf) {
    LogPiece next = shelf.peek();
    return next == null ? Long.MAX_VALUE : next.at();
  }

  private void fill(LogSession session, LogShelf shelf) {
    LogPage page = session.page(shelf.store(), shelf.position());
    String trouble = page.trouble();
    if (trouble != null) {
      shelves.remove(shelf.store());
      lost.add(shelf.store());
      notes.accept(
          "What %s has kept is not shown: %s. It is there again when that worker is."
              .formatted(shelf.worker(), trouble));
      return;
    }
    shelf.add(page);
  }

  /** A worker that took over from another may have again what that one has. */
  private void tell(LogPiece piece, Consumer<LogPiece> listener) {
    String key = LogShelf.key(piece);
    long before = told.getOrDefault(key, 0L);
    if (piece.to() <= before) {
      return;
    }
    told.put(key, piece.to());
    listener.accept(piece.from() < before ? rest(piece, before) : piece);
  }

  /** Where nothing was taken out of the text, its bytes are those that the host counts. */
  private static LogPiece rest(LogPiece piece, long from) {
    byte[] bytes = piece.text().getBytes(UTF_8);
    if (bytes.length != piece.to() - piece.from()) {
      return piece;
    }
    int known = (int) (from - piece.from());
    return new LogPiece(
        piece.host(),
        piece.step(),
        piece.begun(),
        from,
        piece.to(),
        piece.at(),
        new String(bytes, known, bytes.length - known, UTF_8));
  }
}
