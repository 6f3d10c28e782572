package io.slipway.source;

import org.jspecify.annotations.Nullable;

/** A kind of places at which files lie. */
interface Depot {
  /**
   * Begins to read what lies at a place.
   *
   * @param token who is asked; null for nobody in particular
   * @throws SourceException when nothing is there, when it may not be read, or when it cannot be
   *     asked for at the moment
   */
  Download open(String place, @Nullable String token);
}
