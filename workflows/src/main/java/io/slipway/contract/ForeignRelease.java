package io.slipway.contract;

import io.slipway.domain.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A release that another tool has made: by its name, or by what it holds, none of ours.
 *
 * @param name its directory; for what lies elsewhere, the text of {@code current}
 * @param tool that has made it; null when that is not known
 * @param revision what it says is in it; null when it does not say
 * @param live whether {@code current} leads to it
 */
public record ForeignRelease(
    String name, @Nullable String tool, @Nullable Revision revision, boolean live) {

  /** As people are told of it. */
  public String words() {
    return tool == null ? name : "%s of %s".formatted(name, tool);
  }
}
