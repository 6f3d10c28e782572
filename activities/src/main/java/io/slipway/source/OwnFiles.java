package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * What each host has of its own, so that it is never packed: linked paths, and files of secrets.
 */
public final class OwnFiles {
  private final List<String> linked;
  private final List<String> secret;

  /**
   * @param linked files and directories of the release that hosts link to {@code shared}, relative
   *     and without a slash at their ends
   * @param secret the files of secrets, in the same form
   */
  public OwnFiles(List<String> linked, List<String> secret) {
    this.linked = linked.stream().map(OwnFiles::bytes).toList();
    this.secret = secret.stream().map(OwnFiles::bytes).toList();
  }

  /** A character for each byte, as entries have their names. */
  private static String bytes(String path) {
    return new String(path.getBytes(UTF_8), ISO_8859_1);
  }

  /**
   * Whether hosts have this themselves. A link at a linked path stays, as it does on hosts.
   *
   * @throws TarFault when it is a link on the way to a file of secrets, or one file with it, which
   *     would then be elsewhere under another name; or when it is one file with what is left out,
   *     so that nothing would be left of it
   */
  boolean hold(TarEntry entry) throws TarFault {
    String name = entry.name();
    boolean link = entry.type() == TarEntry.LINK;
    for (String path : secret) {
      if (link && path.startsWith(name + "/")) {
        throw new TarFault(
            "%s is a link, and file of secrets %s must not be behind one"
                .formatted(TarFault.shown(name), TarFault.shown(path)));
      }
    }
    boolean ofSecret = anyHolds(secret, name);
    boolean held = ofSecret || (!link && anyHolds(linked, name));
    if (entry.type() == TarEntry.HARD_LINK) {
      String other = entry.link();
      boolean otherHeld = anyHolds(secret, other) || anyHolds(linked, other);
      if (held ? ofSecret && !otherHeld : otherHeld) {
        throw new TarFault(
            "%s and %s are one file, of which hosts have one themselves"
                .formatted(TarFault.shown(name), TarFault.shown(other)));
      }
    }
    return held;
  }

  private static boolean anyHolds(List<String> paths, String name) {
    return paths.stream().anyMatch(path -> within(name, path));
  }

  private static boolean within(String name, String path) {
    return name.equals(path) || name.startsWith(path + "/");
  }
}
