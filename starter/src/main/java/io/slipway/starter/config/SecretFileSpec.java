package io.slipway.starter.config;

import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of secrets in each release. */
@Section(
    value =
        "A file of secrets, or only its path: `secret_files: [.env]`. It is a part of each release,"
            + " so that it becomes live, and is taken back, together with it.",
    shortForm = "path")
record SecretFileSpec(
    @Key(
            value = "Where it is in the release. What the repository has there gives way.",
            required = true,
            form = Form.RELATIVE_PATH)
        @Nullable String path,
    @Key(
            "How the secrets stand in it. Default: `template` where one is given, else by the"
                + " ending of the path, `json` or `yaml`, else `dotenv`.")
        @Nullable SecretFileFormat format,
    @Key(
            value = "The file of the repository in which each `{{NAME}}` is filled in.",
            form = Form.RELATIVE_PATH)
        @Nullable String template,
    @Key(value = "The secrets that it holds. Default: all.", form = Form.SECRET_NAME)
        @Nullable List<@Nullable String> secrets,
    @Key(
            value = "Its permissions: none for others, and none to run it.",
            standard = SecretFile.MODE,
            form = Form.MODE)
        @Nullable String mode,
    @Key(
            value =
                "Who owns it: `user`, `user:group` or `:group`. Giving it to another user takes a"
                    + " login as root. Default: the login.",
            form = Form.OWNER)
        @Nullable String owner,
    @Key(value = "The role whose hosts have it. Without it, all hosts do.", form = Form.ROLE)
        @Nullable String on) {

  /** The format, by what is given. */
  SecretFileFormat chosenFormat() {
    if (format != null) {
      return format;
    }
    if (template != null) {
      return SecretFileFormat.TEMPLATE;
    }
    String name = path == null ? "" : path;
    if (name.endsWith(".json")) {
      return SecretFileFormat.JSON;
    }
    return name.endsWith(".yml") || name.endsWith(".yaml")
        ? SecretFileFormat.YAML
        : SecretFileFormat.DOTENV;
  }
}
