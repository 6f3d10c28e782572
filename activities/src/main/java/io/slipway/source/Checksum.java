package io.slipway.source;

import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Revision;
import io.slipway.shell.Pulse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an artifact's checksum is said to be now. */
final class Checksum {
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
    pulse.beat();
    Matcher word = FIRST_WORD.matcher(new Intake(pulse).text(depot.open(place, token), place));
    if (!word.matches()) {
      throw ArtifactFaults.unusable(
          place,
          "it does not begin with a SHA-256 in 64 hexadecimal digits",
          "Write it there as sha256sum does, or name another place in artifact.sha256.");
    }
    return Revision.of(word.group(1).toLowerCase(Locale.ROOT));
  }
}
