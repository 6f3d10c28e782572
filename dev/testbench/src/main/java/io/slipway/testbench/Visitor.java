package io.slipway.testbench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks one host, one question after the other, at a steady pace. */
final class Visitor implements Runnable {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int FAULTS_KEPT = 20;

  private final String host;
  private final InetSocketAddress address;
  private final List<Question> questions;
  private final Duration pace;
  private final int most;
  private final CountDownLatch stop;
  private final Map<String, List<String>> turns = new LinkedHashMap<>();
  private final List<Heard.Fault> faults = new ArrayList<>();
  private int asked;
  private int late;
  private int faulty;

  /**
   * @param most requests after which it ends by itself
   * @param stop ends it at once when counted down
   */
  Visitor(
      String host,
      InetSocketAddress address,
      List<Question> questions,
      Duration pace,
      int most,
      CountDownLatch stop) {
    this.host = host;
    this.address = address;
    this.questions = questions;
    this.pace = pace;
    this.most = most;
    this.stop = stop;
  }

  @Override
  public void run() {
    long due = System.nanoTime();
    try {
      for (int tick = 0; tick < most; tick++, due += pace.toNanos()) {
        long left = due - System.nanoTime();
        if (stop.await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
          return;
        }
        if (left < -pace.toNanos()) {
          skip();
        } else {
          ask(questions.get(tick % questions.size()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void skip() {
    late++;
  }

  private void ask(Question question) {
    Instant at = Instant.now();
    try {
      HttpAnswer answer = HttpAnswer.get(address, question.path(), TIMEOUT_MILLIS);
      judge(question, at, answer);
    } catch (IOException e) {
      fault(question, at, e.toString());
    }
  }

  private void judge(Question question, Instant at, HttpAnswer answer) {
    if (answer.status() != 200) {
      fault(question, at, "status " + answer.status());
      return;
    }
    question.answers().entrySet().stream()
        .filter(known -> known.getValue().equals(answer.body()))
        .findFirst()
        .ifPresentOrElse(
            known -> heard(question, known.getKey()),
            () -> fault(question, at, "an answer that no release gives: " + excerpt(answer)));
  }

  private synchronized void heard(Question question, String name) {
    asked++;
    List<String> sequence = turns.computeIfAbsent(question.path(), path -> new ArrayList<>());
    if (sequence.isEmpty() || !sequence.getLast().equals(name)) {
      sequence.add(name);
    }
  }

  private synchronized void fault(Question question, Instant at, String what) {
    asked++;
    faulty++;
    if (faults.size() < FAULTS_KEPT) {
      faults.add(new Heard.Fault(at, question.path(), what));
    }
  }

  private static String excerpt(HttpAnswer answer) {
    return "'%.60s' (%d characters)".formatted(answer.body().strip(), answer.body().length());
  }

  synchronized Heard heard() {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    turns.forEach((path, names) -> copy.put(path, List.copyOf(names)));
    return new Heard(host, asked, late, copy, faulty, List.copyOf(faults));
  }
}
