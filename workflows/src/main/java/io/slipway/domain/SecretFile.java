package io.slipway.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of secrets in each release. It is part of the release, so that it becomes live, and is
 * taken back, in the same instant.
 *
 * @param path where in the release, relative
 * @param format what is written
 * @param template for {@link SecretFileFormat#TEMPLATE} the file of the repository that is filled
 *     in, relative to the release; else null
 * @param names the secrets that it holds; empty for all
 * @param mode permissions, three or four octal digits, without any for others
 * @param owner {@code user}, {@code user:group} or {@code :group} on the host; null for the login
 * @param on the role whose hosts have it; null for all hosts
 */
public record SecretFile(
    String path,
    SecretFileFormat format,
    @Nullable String template,
    List<String> names,
    String mode,
    @Nullable String owner,
    @Nullable Role on) {
  public static final String MODE = "0600";

  public SecretFile {
    names = names == null ? List.of() : List.copyOf(names);
    mode = mode == null ? MODE : mode;
  }

  public boolean isOn(Host host) {
    return on == null || host.plays(on);
  }
}
