package io.slipway.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Archives that were built before, one of each version, at places that the worker reads: {@code
 * https://…}, {@code http://…}, {@code s3://bucket/key} or an absolute path on the worker.
 *
 * @param url where the archive of a version is; holds {@code {revision}}, or is of one archive
 *     alone whose checksum is stated
 * @param sha256 64 hexadecimal digits; or the place where they are read, in which {@code {url}}
 *     stands for that of the archive
 * @param strip leading directories of the archive that are left out, 0 to {@link #MOST_STRIPPED}
 * @param token a bearer token for HTTP; null for none
 * @param signatures that archives must have; null where their checksums are enough
 */
public record Artifact(
    String url,
    String sha256,
    int strip,
    @Nullable SecretRef token,
    @Nullable Signatures signatures) {
  public static final int MOST_STRIPPED = 10;

  /** What stands for the version. */
  public static final String VERSION = "{revision}";

  /** What stands for the archive's own place. */
  public static final String URL = "{url}";

  private static final Pattern SUM = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final Pattern BUCKET =
      Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[^/].*");

  /** What a server is called, and which of its files is meant. */
  private static final Pattern WEB =
      Pattern.compile("https?://([^/]*)/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})+");

  private static final Pattern SERVER =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])"
              + "(?::([1-9][0-9]{0,4}))?");
  private static final int MOST_PORT = 65_535;

  /** Versions name files, and not whom to ask for them. */
  private static final Pattern BRACE_IN_HOST = Pattern.compile("^https?://[^/]*\\{");

  private static final Pattern PATH = Pattern.compile("/(?:.*[^/])");
  private static final Pattern UP = Pattern.compile("(?:^|/)\\.\\.?(?:/|$)");
  private static final Pattern FILE = Pattern.compile("^file:(?://(?=/)|(?=/(?!/)))");

  public Artifact {
    if (strip < 0 || strip > MOST_STRIPPED) {
      throw new IllegalArgumentException(
          "strip (%d) must be 0 to %d".formatted(strip, MOST_STRIPPED));
    }
    fault(url).ifPresent(why -> refuse("url", why));
    if (!states(sha256)) {
      fault(sha256.replace(URL, url)).ifPresent(why -> refuse("sha256", why));
    }
    if (signatures != null) {
      fault(signatures.place().replace(URL, url)).ifPresent(why -> refuse("signature", why));
    }
  }

  /** One whose checksum is enough. */
  public Artifact(String url, String sha256, int strip, @Nullable SecretRef token) {
    this(url, sha256, strip, token, null);
  }

  /** What is refused is not quoted: it may hold a password. */
  private static void refuse(String which, String why) {
    throw new IllegalArgumentException("the %s of the artifact %s".formatted(which, why));
  }

  /** Whether the checksum itself is stated, and not where it is read. */
  public boolean stated() {
    return states(sha256);
  }

  /** Whether a text is a checksum, and no place. */
  public static boolean states(String sha256) {
    return SUM.matcher(sha256).matches();
  }

  /** Where the archive of a version is. */
  public String place(ArtifactVersion version) {
    return filled(url, version);
  }

  /** Where the checksum of a version is read; nothing that can be read where it is stated. */
  public String placeOfSum(ArtifactVersion version) {
    return filled(sha256.replace(URL, url), version);
  }

  /** Where the signature of a version is read, if it must have one. */
  public Optional<String> placeOfSignature(ArtifactVersion version) {
    return Optional.ofNullable(signatures).map(s -> filled(s.place().replace(URL, url), version));
  }

  private static String filled(String template, ArtifactVersion version) {
    String name = template.startsWith("http") ? version.name().replace("+", "%2B") : version.name();
    return FILE.matcher(template.replace(VERSION, name)).replaceFirst("");
  }

  /**
   * What is wrong with a place, as the end of a sentence that does not quote it; empty when nothing
   * is.
   *
   * @param template in which {@link #VERSION} may stand
   */
  public static Optional<String> fault(String template) {
    String place = FILE.matcher(template.replace(VERSION, "1")).replaceFirst("");
    if (place.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      return Optional.of("holds a space or a control character");
    }
    if (place.contains("{") || place.contains("}")) {
      return Optional.of("holds a brace that belongs to no placeholder");
    }
    if (place.startsWith("https://") || place.startsWith("http://")) {
      return webFault(place, template);
    }
    if (place.startsWith("s3://")) {
      boolean bucket = BUCKET.matcher(template).matches();
      return bucket ? Optional.empty() : Optional.of("names no bucket and key: s3://bucket/key");
    }
    boolean file = PATH.matcher(place).matches() && !UP.matcher(place).find();
    return file
        ? Optional.empty()
        : Optional.of("is neither https://, http://, s3:// nor an absolute path of a file");
  }

  private static Optional<String> webFault(String place, String template) {
    if (place.contains("?") || place.contains("#")) {
      return Optional.of("has a part behind ? or #, which could be a password");
    }
    Matcher parts = WEB.matcher(place);
    if (!parts.matches()) {
      return Optional.of("is not a valid URL of a file");
    }
    String authority = parts.group(1);
    if (authority.contains("@")) {
      return Optional.of("holds a login, and this is no place for one");
    }
    Matcher server = SERVER.matcher(authority);
    boolean named =
        server.matches()
            && (server.group(1) == null || Integer.parseInt(server.group(1)) <= MOST_PORT);
    return named && !BRACE_IN_HOST.matcher(template).find()
        ? Optional.empty()
        : Optional.of("names no valid host");
  }
}
