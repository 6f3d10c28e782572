package io.slipway.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.Initiator;
import io.slipway.contract.LogMark;
import io.slipway.contract.LogOrder;
import io.slipway.contract.LogPage;
import io.slipway.contract.LogPageOrder;
import io.slipway.contract.LogPiece;
import io.slipway.contract.LogPosition;
import io.slipway.contract.RunKey;
import io.slipway.contract.RunKind;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.StageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of logs must do. */
abstract class LogStoreContract {
  static final RunKey RUN = run("20261124090000");
  private static final HostName WEB1 = HostName.of("web1");
  private static final HostName WEB2 = HostName.of("web2.example.com");

  /** The store under test, as a worker opens it that has just started. */
  abstract LogStore store();

  static RunKey run(String id) {
    return new RunKey(
        ApplicationName.of("shop"), StageName.of("production"), RunKind.DEPLOY, ReleaseId.of(id));
  }

  static LogName name(HostName host, String step, String begun) {
    return new LogName(RUN, host, step, begun);
  }

  private static LogOrder order(List<HostName> hosts, @Nullable String step) {
    return new LogOrder(RUN, hosts, step, new Initiator("ana", "laptop"));
  }

  private static LogPage page(LogStore store, LogOrder order, LogPosition position) {
    return new LogReader(store).read(new LogPageOrder(order, position));
  }

  static String told(LogStore store) {
    return texts(page(store, order(List.of(), null), LogPosition.BEGINNING).pieces());
  }

  private static String texts(List<LogPiece> pieces) {
    return pieces.stream().map(LogPiece::text).collect(Collectors.joining());
  }

  @Test
  void what_was_kept_is_told_in_the_order_in_which_it_was_said() throws IOException {
    LogStore store = store();
    LogName build = name(WEB1, "build", "1764000000-1");
    assertEquals(0, store.end(build));
    store.add(build, 0, 4, "one\n");
    store.add(name(WEB2, "build", "1764000000-1"), 0, 5, "zwei\n");
    store.add(build, 4, 9, "dréi\n");
    assertEquals("one\nzwei\ndréi\n", told(store));
    assertEquals(9, store.end(build));
    LogStore again = store();
    assertEquals(store.id(), again.id());
    assertEquals(9, again.end(build), "another worker goes on from there");
    again.add(build, 100, 104, "end\n");
    LogPiece last = page(store, order(List.of(), null), LogPosition.BEGINNING).pieces().getLast();
    assertEquals(100, last.from(), "that something is left out can be seen");
    assertTrue(store.entries(run("20261124090001"), List.of(), null, 0).isEmpty());
  }

  @Test
  void one_may_ask_for_some_hosts_or_a_step() throws IOException {
    LogStore store = store();
    store.add(name(WEB1, "build", "1-1"), 0, 2, "a\n");
    store.add(name(WEB1, "restart", "2-1"), 0, 2, "b\n");
    store.add(name(WEB2, "build", "1-1"), 0, 2, "c\n");
    store.add(name(WEB2, "build", "3-1"), 0, 2, "d\n");
    assertEquals("ab", lines(store, order(List.of(WEB1), null)));
    assertEquals("acd", lines(store, order(List.of(), "build")));
    assertEquals("cd", lines(store, order(List.of(WEB2), "build")));
    assertEquals("", lines(store, order(List.of(HostName.of("web")), null)));
  }

  private static String lines(LogStore store, LogOrder order) {
    return texts(page(store, order, LogPosition.BEGINNING).pieces()).replace("\n", "");
  }

  @Test
  void all_of_much_is_told_in_pages_and_what_comes_later_when_it_is_there() throws IOException {
    LogStore store = store();
    StringBuilder all = new StringBuilder();
    LogName build = name(WEB1, "build", "1-1");
    String text = "x".repeat(20_000) + "\n";
    for (int i = 0; i < 30; i++) {
      store.add(build, all.length(), all.length() + text.length(), text);
      all.append(text);
    }
    LogPosition position = LogPosition.BEGINNING;
    List<LogPiece> pieces = new ArrayList<>();
    int pages = 0;
    boolean more = true;
    while (more) {
      LogPage page = page(store, order(List.of(), null), position);
      assertTrue(texts(page.pieces()).length() <= 256 * 1024);
      pieces.addAll(page.pieces());
      position = after(pieces);
      more = page.more();
      pages++;
    }
    assertEquals(all.toString(), texts(pieces));
    assertEquals(3, pages);
    assertEquals(List.of(), page(store, order(List.of(), null), position).pieces());
    store.add(build, all.length(), all.length() + 4, "end\n");
    LogPage last = page(store, order(List.of(), null), position);
    assertEquals("end\n", texts(last.pieces()));
    assertFalse(last.more());
  }

  /** As if the clocks of those who write could differ for long. */
  private static LogPosition after(List<LogPiece> pieces) {
    LogPiece last = pieces.getLast();
    return new LogPosition(
        0, List.of(new LogMark(last.host(), last.step(), last.begun(), last.to())));
  }
}
