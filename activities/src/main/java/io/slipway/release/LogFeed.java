package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.HostOrder;
import io.slipway.log.LogName;
import io.slipway.log.Logbook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gives the log what commands say, from where it has all until then, and without secrets. */
final class LogFeed {
  /** Two of them, in hexadecimal digits, fit into one answer of a host. */
  private static final int PIECE = 24 * 1024;

  /** The part of what is kept that the end of a long output has. */
  private static final int LAST = 4;

  private String key = "";
  private long offset;

  /** Whether nothing that was kept could be the first half of a secret. */
  private boolean seamless;

  private boolean withheld;
  private boolean troubled;

  /** What scripts are told: what is kept, and where to go on. */
  Prologue prologue(Logbook logbook) {
    return new Prologue()
        .set("log_most", troubled ? 0 : logbook.size())
        .set("log_last", logbook.size() / LAST)
        .set("log_piece", PIECE)
        .set("log_key", key)
        .set("log_offset", offset);
  }

  /** Keeps what a script has told, and returns what people should know about that. */
  List<String> take(Logbook logbook, HostOrder order, List<Logged> pieces) {
    List<String> warnings = new ArrayList<>();
    for (Logged piece : pieces) {
      take(logbook, order, piece)
          .ifPresent(
              why -> {
                troubled = true;
                warnings.add(
                    "what %s says is not kept for slipway log, for %s"
                        .formatted(piece.step(), why));
              });
    }
    return warnings;
  }

  private Optional<String> take(Logbook logbook, HostOrder order, Logged piece) {
    LogName name = new LogName(order.key(), order.host().name(), step(piece), piece.begun());
    String words = "%s %s".formatted(piece.step(), piece.begun());
    if (!words.equals(key)) {
      key = words;
      offset = logbook.end(name);
      seamless = offset == 0;
      withheld = false;
    }
    byte[] all = piece.bytes();
    long from = Math.max(piece.from(), offset);
    if (troubled || from - piece.from() >= all.length) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOfRange(all, (int) (from - piece.from()), all.length);
    boolean cut = !seamless || from != offset;
    return switch (piece.state()) {
      case LAST -> keep(logbook, name, whole(piece, from, bytes), cut, false);
      case OPEN -> {
        Heard settled = Heard.of(piece.step(), from, bytes, piece.secrets()).settled();
        yield settled.to() == from ? Optional.empty() : keep(logbook, name, settled, cut, false);
      }
      case MORE -> {
        Heard settled = Heard.of(piece.step(), from, bytes, piece.secrets()).settled();
        yield settled.to() == from
            ? keep(logbook, name, whole(piece, from, bytes), cut, true)
            : keep(logbook, name, settled, cut, false);
      }
    };
  }

  /** As the file calls it: its way back is a beginning of its own. */
  private static String step(Logged piece) {
    return piece.step().equals("restart-back") ? "restart" : piece.step();
  }

  /** All of it, whether or not its last character is. */
  private static Heard whole(Logged piece, long from, byte[] bytes) {
    return new Heard(
        piece.step(), from, from + bytes.length, new String(bytes, UTF_8), piece.secrets());
  }

  private Optional<String> keep(
      Logbook logbook, LogName name, Heard heard, boolean cutBefore, boolean cutAfter) {
    Optional<String> trouble =
        logbook.add(name, heard.from(), heard.to(), text(heard, cutBefore, cutAfter));
    offset = heard.to();
    seamless = !cutAfter;
    return trouble;
  }

  /** That something is withheld is said once. */
  private String text(Heard heard, boolean cutBefore, boolean cutAfter) {
    String text = heard.secrets().redacted(heard.text(), cutBefore, cutAfter);
    if (heard.secrets().values() != null) {
      return text;
    }
    String told = withheld || heard.text().isBlank() ? "" : text + "\n";
    withheld |= !told.isEmpty();
    return told;
  }
}
