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
    if (HttpDepot.isWeb(place)) {
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

  /**
   * The same for what belongs to an archive: another server gets no token, which is for the
   * archive's alone.
   *
   * @param archive its place
   */
  Depot beside(String archive) {
    return (place, token) ->
        open(place, token != null && HttpDepot.sameServer(archive, place) ? token : null);
  }

  @Override
  public void close() {
    web.close();
    buckets.close();
  }
}
