package io.slipway.source;

import io.slipway.contract.FailureType;
import io.slipway.domain.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The submodules of a commit: where each lives in the tree, where from, and at which commit. */
final class Submodules {
  private static final Pattern ENTRY =
      Pattern.compile("160000 commit ([0-9a-f]+)\\t(.*)", Pattern.DOTALL);

  /** URLs that lead to another machine; without a scheme, git takes a host and a path for SSH. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:git|https?|ssh|git\\+ssh|ssh\\+git)://|[^/:]+:(?!:|//)");

  private static final Pattern LAST_PART = Pattern.compile("(.*)[/:][^/:]*", Pattern.DOTALL);

  /**
   * @param path relative to the root of the repository
   * @param url absolute
   */
  record Submodule(String path, String url, Revision revision) {}

  private Submodules() {}

  static List<Submodule> of(Mirror mirror, Revision revision, @Nullable String below) {
    List<String> command = new ArrayList<>(List.of("ls-tree", "-r", "-z", revision.value()));
    if (below != null) {
      command.add(below);
    }
    String tree = Mirror.sound(mirror.run(command.toArray(String[]::new))).text();
    List<Submodule> found = new ArrayList<>();
    for (String line : tree.split("\0")) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        String path = entry.group(2);
        found.add(new Submodule(path, url(mirror, revision, path), Revision.of(entry.group(1))));
      }
    }
    return found;
  }

  private static String url(Mirror mirror, Revision revision, String path) {
    if (("/" + path + "/").contains("/../")) {
      throw unknown(path);
    }
    String blob = revision + ":.gitmodules";
    String paths =
        mirror
            .run("config", "--blob", blob, "-z", "--get-regexp", "^submodule\\..*\\.path$")
            .text();
    for (String setting : paths.split("\0")) {
      int end = setting.indexOf('\n');
      if (end > 0 && setting.substring(end + 1).equals(path)) {
        String key = setting.substring(0, end).replaceFirst("\\.path$", ".url");
        String url = mirror.run("config", "--blob", blob, "-z", "--get", key).text();
        return followed(mirror.url(), absolute(mirror.url(), url.replace("\0", "")), path);
      }
    }
    throw unknown(path);
  }

  /** A repository from elsewhere must not lead to what lies on this machine for others. */
  private static String followed(String parent, String url, String path) {
    if (ELSEWHERE.matcher(url).lookingAt() || !ELSEWHERE.matcher(parent).lookingAt()) {
      return url;
    }
    FetchFault fault = FetchFault.LEADS_HERE;
    throw new SourceException(
        fault.type(),
        "fetch submodule %s from %s".formatted(path, url),
        fault.reason(),
        fault.remedy(),
        "");
  }

  private static SourceException unknown(String path) {
    return new SourceException(
        FailureType.REVISION_NOT_FOUND,
        "find submodule %s".formatted(path),
        ".gitmodules of this commit does not say where it is",
        "Commit .gitmodules with an entry for it.",
        "");
  }

  /** Resolves {@code ./} and {@code ../} against the parent's URL, as git does. */
  static String absolute(String parent, String url) {
    if (!url.startsWith("./") && !url.startsWith("../")) {
      return url;
    }
    String base = parent.endsWith("/") ? parent.substring(0, parent.length() - 1) : parent;
    String rest = url;
    String joint = "/";
    while (rest.startsWith("./") || rest.startsWith("../")) {
      if (rest.startsWith("./")) {
        rest = rest.substring(2);
      } else {
        rest = rest.substring(3);
        Matcher parts = LAST_PART.matcher(base);
        if (!parts.matches()) {
          throw unknown(url);
        }
        joint = base.substring(parts.end(1), parts.end(1) + 1);
        base = parts.group(1);
      }
    }
    return base + joint + rest;
  }
}
