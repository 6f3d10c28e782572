package io.slipway.release;

import io.slipway.contract.HostOrder;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretFileFormat;
import io.slipway.domain.Secrets;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretValues;
import io.slipway.shell.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt knows of its run's secrets: what a host gets of them, and how to keep them out of
 * what it tells.
 *
 * @param redactor knows them
 * @param values null when they could not be read, and are not needed: all output is then withheld
 */
record HostSecrets(Redactor redactor, @Nullable SecretValues values) {
  private static final String WITHHELD =
      "(withheld: the secrets that it may hold could not be read)";

  /** Before anything was read, by nobody who knows of other runs. */
  static final HostSecrets UNKNOWN = none(new Redactor());

  /** Nothing of the run's own; what other runs have is kept out all the same. */
  static HostSecrets none(Redactor redactor) {
    return new HostSecrets(redactor, SecretValues.none());
  }

  /** The same for a command that was given what a worker has read which is named so. */
  HostSecrets knownTo(String keeper) {
    return values == null || values.keeper().equals(keeper)
        ? this
        : new HostSecrets(redactor, null);
  }

  /**
   * Names what was read, so that another worker knows whether it has read the same; empty for a run
   * without secrets.
   */
  String keeper() {
    return values == null ? "nobody" : values.keeper();
  }

  /** What a shell does to have these secrets in its environment. */
  String environment(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    return needed(names).entrySet().stream()
        .map(e -> "export %s=%s\n".formatted(e.getKey(), Quoting.word(e.getValue())))
        .collect(Collectors.joining());
  }

  private Map<String, String> needed(List<String> names) {
    if (values == null) {
      throw new IllegalStateException("secrets that are needed were not read");
    }
    return values.some(names);
  }

  /**
   * The files that a host gets, as a script is told them: path, mode, owner, template, whether the
   * content is there, and the content.
   *
   * @param templates what the templates hold on the host, by path; empty before it was asked
   */
  List<List<String>> files(HostOrder order, Map<String, String> templates) {
    List<List<String>> files = new ArrayList<>();
    for (SecretFile file : filesOn(order)) {
      String template = file.template() == null ? "" : Orders.inside(file.template());
      Optional<String> content = content(file, template, templates);
      files.add(
          List.of(
              Orders.inside(file.path()),
              file.mode(),
              file.owner() == null ? "" : file.owner(),
              template,
              content.isPresent() ? "1" : "0",
              content.orElse("")));
    }
    return files;
  }

  private Optional<String> content(
      SecretFile file, String template, Map<String, String> templates) {
    Map<String, String> secrets = needed(file.names());
    if (file.format() != SecretFileFormat.TEMPLATE) {
      return Optional.of(SecretText.of(file.format(), secrets));
    }
    return Optional.ofNullable(templates.get(template))
        .map(text -> SecretText.filled(text, file, secrets));
  }

  static List<SecretFile> filesOn(HostOrder order) {
    Secrets secrets = order.target().secrets();
    return secrets == null
        ? List.of()
        : secrets.files().stream().filter(f -> f.isOn(order.host())).toList();
  }

  /** What a host has told, whole. */
  String redacted(String text) {
    return values == null && !text.isBlank() ? WITHHELD : redactor.redact(text);
  }

  /** What a host has told, cut off where said. */
  String redacted(String text, boolean cutBefore, boolean cutAfter) {
    return values == null && !text.isBlank()
        ? WITHHELD
        : redactor.redactCut(text, cutBefore, cutAfter);
  }

  /** How much of a growing text can be told. */
  int settled(String text) {
    return values == null ? text.length() : redactor.settled(text);
  }
}
