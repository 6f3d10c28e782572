package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Revision;
import io.slipway.shell.Pulse;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an artifact's checksum is said to be now. */
final class Checksum {
  /** A file of checksums is no archive. */
  private static final long MOST = 1 << 16;

  /** As sha256sum writes it, which puts a backslash before odd names of files. */
  private static final Pattern FIRST_WORD =
      Pattern.compile("\\s*\\\\?([0-9A-Fa-f]{64})(?:\\s.*)?", Pattern.DOTALL);

  private Checksum() {}

  static Revision of(
      Artifact artifact,
      ArtifactVersion version,
      Depot depot,
      @Nullable String token,
      Pulse pulse) {
    if (artifact.stated()) {
      return Revision.of(artifact.sha256().toLowerCase(Locale.ROOT));
    }
    String place = artifact.placeOfSum(version);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    pulse.beat();
    new Intake(pulse).take(depot.open(place, token), text, MOST, place);
    Matcher word = FIRST_WORD.matcher(text.toString(ISO_8859_1));
    if (!word.matches()) {
      throw ArtifactFaults.unusable(
          place,
          "it does not begin with a SHA-256 in 64 hexadecimal digits",
          "Write it there as sha256sum does, or name another place in artifact.sha256.");
    }
    return Revision.of(word.group(1).toLowerCase(Locale.ROOT));
  }
}
