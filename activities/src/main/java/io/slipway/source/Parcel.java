package io.slipway.source;

import java.util.List;

/**
 * All files of a revision: one archive, and one more for each submodule.
 *
 * @param committedAt the commit's time in seconds since 1970
 */
public record Parcel(List<Archive> archives, long committedAt) {
  public Parcel {
    archives = List.copyOf(archives);
  }
}
