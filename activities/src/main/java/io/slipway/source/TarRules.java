package io.slipway.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may go to hosts: files, directories, and links that stay inside. Each name is looked at with
 * all that were before it, so that nothing is written through a link.
 */
final class TarRules {
  private static final int MOST = 1_000_000;
  private static final int LONGEST = 4_000;

  private final int strip;
  private final Map<String, Character> seen = new HashMap<>();

  /**
   * @param strip leading directories that are left out
   */
  TarRules(int strip) {
    this.strip = strip;
  }

  /**
   * The entry as hosts get it; empty when it lies in what is left out.
   *
   * @throws TarFault when it may not go to hosts
   */
  Optional<TarEntry> allowed(TarEntry entry) throws TarFault {
    String shown = TarFault.shown(entry.name());
    List<String> path = inside(entry.name(), shown);
    switch (entry.type()) {
      case TarEntry.FILE, TarEntry.DIRECTORY, TarEntry.LINK, TarEntry.HARD_LINK -> {}
      case '3', '4' -> throw new TarFault("%s is a device".formatted(shown));
      case '6' -> throw new TarFault("%s is a named pipe".formatted(shown));
      default -> throw new TarFault("%s is of a kind that is not known".formatted(shown));
    }
    if (path.size() <= strip) {
      return Optional.empty();
    }
    List<String> kept = path.subList(strip, path.size());
    note(kept, entry.type(), shown);
    String name = String.join("/", kept);
    return Optional.of(
        switch (entry.type()) {
          case TarEntry.LINK -> entry.at(name, led(kept, entry.link(), shown));
          case TarEntry.HARD_LINK -> entry.at(name, linked(entry.link(), shown));
          default -> entry.at(name, "");
        });
  }

  /** The parts of a relative name that leads nowhere else. */
  private static List<String> inside(String name, String shown) throws TarFault {
    if (name.startsWith("/")) {
      throw TarFault.absolute(name);
    }
    if (name.length() > LONGEST || odd(name)) {
      throw new TarFault(
          "%s holds a control character, or is longer than %d".formatted(shown, LONGEST));
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        throw new TarFault("%s leads out of it".formatted(shown));
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static boolean odd(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 0x7F);
  }

  private void note(List<String> path, char type, String shown) throws TarFault {
    for (int depth = 1; depth < path.size(); depth++) {
      String above = String.join("/", path.subList(0, depth));
      Character known = seen.putIfAbsent(above, TarEntry.DIRECTORY);
      if (known != null && known != TarEntry.DIRECTORY) {
        throw new TarFault(
            "%s lies below %s, which is no directory".formatted(shown, TarFault.shown(above)));
      }
    }
    Character before = seen.put(String.join("/", path), type);
    if (before != null && !(before == TarEntry.DIRECTORY && type == TarEntry.DIRECTORY)) {
      throw new TarFault("%s is in it twice".formatted(shown));
    }
    if (seen.size() > MOST) {
      throw new TarFault("it holds more than %d files and directories".formatted(MOST));
    }
  }

  /**
   * Directories above a link are real ones, and so is what its first steps up lead to; after a step
   * down there may be another link, from which a step up would lead anywhere.
   */
  private static String led(List<String> path, String target, String shown) throws TarFault {
    if (target.isEmpty() || target.startsWith("/") || odd(target) || target.length() > LONGEST) {
      throw new TarFault(
          "%s links to %s, and not to a place in it".formatted(shown, TarFault.shown(target)));
    }
    int up = 0;
    boolean down = false;
    for (String part : target.split("/")) {
      if (part.equals("..")) {
        up++;
        if (down || up >= path.size()) {
          throw new TarFault(
              "%s links to %s, which leads out of it".formatted(shown, TarFault.shown(target)));
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        down = true;
      }
    }
    return target;
  }

  private String linked(String target, String shown) throws TarFault {
    List<String> path = inside(target, TarFault.shown(target));
    String name = String.join("/", path.subList(Math.min(strip, path.size()), path.size()));
    Character known = seen.get(name);
    if (known == null
        || (known != TarEntry.FILE && known != TarEntry.HARD_LINK)
        || name.isEmpty()) {
      throw new TarFault(
          "%s is a hard link to %s, which is no file before it"
              .formatted(shown, TarFault.shown(target)));
    }
    return name;
  }
}
