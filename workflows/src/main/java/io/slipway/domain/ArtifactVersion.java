package io.slipway.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which artifact is meant: {@code 1.4.2}, or {@code 1.4.2@sha256:…} for no other bytes than those.
 *
 * @param name goes into places, so that it has no slashes and nothing that leads elsewhere
 * @param pin the SHA-256 that the archive must have; null for whichever its place tells
 */
public record ArtifactVersion(String name, @Nullable Revision pin) {
  private static final String PIN = "@sha256:";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,127}");
  private static final Pattern FORM =
      Pattern.compile("(.*?)(?:%s([0-9a-f]{64}))?".formatted(PIN), Pattern.DOTALL);

  public ArtifactVersion {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "no version of an artifact is named '%s': a version has letters, digits, '.', '_', '+', '~' and '-', at most 128, begins with a letter or digit, and holds no '..'"
              .formatted(Excerpt.head(140, PlainText.of(name))));
    }
  }

  /**
   * Reads what a person asks for, or what {@link #pinned} has written.
   *
   * @throws IllegalArgumentException when no version can have such a name
   */
  public static ArtifactVersion parse(String ref) {
    Matcher parts = FORM.matcher(ref);
    String name = parts.matches() ? parts.group(1) : ref;
    String pin = parts.matches() ? parts.group(2) : null;
    return new ArtifactVersion(name, pin == null ? null : Revision.of(pin));
  }

  /** How to ask for the same version, and for no other bytes than these. */
  public String pinned(Revision sum) {
    return name + PIN + sum;
  }
}
