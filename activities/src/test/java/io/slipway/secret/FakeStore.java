package io.slipway.secret;

import io.slipway.domain.SecretRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory, with versions as Vault has them, and faults as it has them. */
public final class FakeStore implements SecretStore {
  private final Map<String, List<SecretDocument>> documents = new ConcurrentHashMap<>();
  private final Map<String, SecretException.Obstacle> obstacles = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final List<String> givenBack = new ArrayList<>();
  private volatile SecretException.@Nullable Obstacle obstacle;

  /** A new version of a document with one field of this name. */
  public void put(String path, String field, String value) {
    put(path, Map.of(field, value));
  }

  public void put(String path, Map<String, String> fields) {
    List<SecretDocument> versions = documents.computeIfAbsent(path, p -> new ArrayList<>());
    versions.add(new SecretDocument(fields, "" + (versions.size() + 1), null, null));
  }

  /** A new state of a document in a store without versions. */
  void putPlain(String path, Map<String, String> fields) {
    documents.put(path, List.of(new SecretDocument(fields, null, null, null)));
  }

  /** What is lent for a time. */
  void lend(String path, Map<String, String> fields, String lease, Duration life) {
    documents.put(path, List.of(new SecretDocument(fields, null, lease, life)));
  }

  /** From now on reads of this path meet this. */
  void fail(String path, SecretException.Obstacle with) {
    obstacles.put(path, with);
  }

  /** From now on every read meets this; null for nothing. */
  public void fail(SecretException.@Nullable Obstacle with) {
    obstacle = with;
  }

  public int reads() {
    return reads.get();
  }

  List<String> givenBack() {
    return List.copyOf(givenBack);
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    reads.incrementAndGet();
    SecretException.Obstacle now = obstacles.getOrDefault(ref.path(), obstacle);
    if (now != null) {
      throw new SecretException(now, ref, "it was told to fail", "Tell it otherwise.");
    }
    List<SecretDocument> versions = documents.get(ref.path());
    if (versions == null) {
      throw new SecretException(
          SecretException.Obstacle.MISSING, ref, "there is no such secret", "Write it.");
    }
    String version = ref.version();
    return version == null ? versions.getLast() : versions.get(Integer.parseInt(version) - 1);
  }

  @Override
  public synchronized void giveBack(String lease) {
    givenBack.add(lease);
  }

  @Override
  public void close() {}
}
