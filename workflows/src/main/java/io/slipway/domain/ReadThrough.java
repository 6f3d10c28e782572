package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to see that what a host serves is the new release, and not what a cache or a network disk
 * still has of the old one: an answer must hold the release's id or its revision.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ReadThrough.Page.class, name = "page"),
  @JsonSubTypes.Type(value = ReadThrough.Printed.class, name = "printed")
})
public sealed interface ReadThrough {

  /**
   * What the answer must hold, with {@code {release}} and {@code {revision}}; null for either of
   * them as it is.
   */
  @Nullable String contains();

  /** How often in a row it must. */
  int times();

  /** Time from the first try until the host counts as failed. */
  Duration within();

  /** A GET from the worker; may hold {@code {host}}, {@code {address}} and {@code {stage}}. */
  record Page(String url, @Nullable String contains, int times, Duration within)
      implements ReadThrough {}

  /** What a command prints on the host, in the live release's directory. */
  record Printed(String run, @Nullable String contains, int times, Duration within)
      implements ReadThrough {}

  /** The texts of which the answer must hold one. */
  default List<String> wanted(@Nullable ReleaseId release, @Nullable Revision revision) {
    String id = release == null ? "" : release.value();
    String commit = revision == null ? "" : revision.value();
    List<String> texts =
        contains() == null
            ? List.of(id, commit)
            : List.of(filled(String.valueOf(contains()), id, commit));
    return texts.stream().filter(text -> !text.isEmpty()).toList();
  }

  /** Empty when the text asks for what is not known. */
  private static String filled(String text, String release, String revision) {
    boolean unknown =
        (release.isEmpty() && text.contains("{release}"))
            || (revision.isEmpty() && text.contains("{revision}"));
    return unknown ? "" : text.replace("{release}", release).replace("{revision}", revision);
  }
}
