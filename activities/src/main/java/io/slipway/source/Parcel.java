package io.slipway.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All files of a revision: one archive, and one more for each submodule.
 *
 * @param committedAt the commit's time in seconds since 1970; null for an artifact, which tells
 *     none
 */
public record Parcel(List<Archive> archives, @Nullable Long committedAt) {
  public Parcel {
    archives = List.copyOf(archives);
  }
}
