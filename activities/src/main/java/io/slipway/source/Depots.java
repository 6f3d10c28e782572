package io.slipway.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All kinds of places, told apart by how they are written. */
final class Depots implements Depot, AutoCloseable {
  private final HttpDepot web = new HttpDepot();
  private final Depot folders = new FolderDepot();
  private final BucketDepot buckets;

  /**
   * @param environment of the worker
   */
  Depots(Map<String, String> environment) {
    this.buckets = new BucketDepot(environment);
  }

  @Override
  public Download open(String place, @Nullable String token) {
    if (place.startsWith("s3://")) {
      return buckets.open(place, token);
    }
    if (place.startsWith("https://") || place.startsWith("http://")) {
      return web.open(place, token);
    }
    if (place.startsWith("/")) {
      return folders.open(place, token);
    }
    throw ArtifactFaults.unusable(
        place,
        "that is no place of https://, http://, s3:// or an absolute path",
        "Look at artifact: in slipway.yml.");
  }

  @Override
  public void close() {
    web.close();
    buckets.close();
  }
}
