package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of secrets must do. */
abstract class SecretStoreContract {
  private static final String ODD =
      "it's \"odd\": $HOME `id` \\ %s {{x}} ünï – 字 \uD83D\uDD11\n\tsecond line\r\nlast #";

  private static final String CANARY = "canary-5f1d7c0e";

  /** The store under test. */
  abstract SecretStore store();

  /** Keeps a value there, under a new name or anew under the last one. */
  abstract SecretRef put(String name, String value);

  abstract SecretRef missing();

  /** Keeps a value where the store may not be read. */
  abstract SecretRef putOutOfReach(String value);

  /** Makes the store one that does not answer for a reference; empty where that cannot be. */
  abstract Optional<SecretRef> away();

  /** Whether answers have versions. */
  abstract boolean versioned();

  @Test
  void readsOddCharacters() {
    SecretRef ref = put("odd", ODD);
    assertEquals(ODD, value(ref));
  }

  @Test
  void readsLongValues() {
    String text = "0123456789abcde\n".repeat(240) + "end"; // SSM takes 4 KB
    assertEquals(text, value(put("long", text)));
  }

  @Test
  void tellsWhatIsMissing() {
    assertEquals(Obstacle.MISSING, refused(missing()).obstacle());
  }

  @Test
  void tellsWhatWouldAllowIt() {
    SecretException refusal = refused(putOutOfReach(CANARY));
    assertEquals(Obstacle.DENIED, refusal.obstacle(), refusal.getMessage());
    assertFalse(refusal.remedy().isBlank());
  }

  @Test
  void tellsThatItIsAway() {
    away().ifPresent(ref -> assertEquals(Obstacle.AWAY, refused(ref).obstacle()));
  }

  @Test
  void letsNoValueIntoTexts() {
    SecretRef ref = put("quiet", CANARY);
    SecretDocument document = store().read(ref);
    assertFalse(document.toString().contains(CANARY), document.toString());
    assertFalse(store().toString().contains(CANARY), store().toString());
    SecretException refusal = refused(putOutOfReach(CANARY));
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains(CANARY), trace.toString());
    assertNull(refusal.getCause());
    assertEquals(0, refusal.getSuppressed().length);
  }

  @Test
  void leadsToTheSameValueByVersion() {
    SecretRef ref = put("turning", "first");
    String version = store().read(ref).version();
    assertEquals(versioned(), version != null);
    put("turning", "second");
    assertEquals("second", value(ref));
    if (versioned()) {
      assertEquals("first", value(ref.at(version)));
      assertNotEquals(version, store().read(ref).version());
      assertEquals(Obstacle.MISSING, refused(ref.at("977")).obstacle());
    }
  }

  @Test
  void takesBackWhatItDoesNotKnow() {
    store().giveBack("nothing/was/lent");
    store().giveBack("nothing/was/lent");
  }

  @Test
  void answersManyAtOnce() throws Exception {
    SecretRef ref = put("shared", CANARY);
    List<Future<String>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (int i = 0; i < 20; i++) {
        readers.add(threads.submit(() -> value(ref)));
      }
      for (Future<String> reader : readers) {
        assertEquals(CANARY, reader.get());
      }
    }
  }

  final String value(SecretRef ref) {
    return store().read(ref).value(ref.field()).orElseThrow();
  }

  final SecretException refused(SecretRef ref) {
    SecretException refusal = assertThrows(SecretException.class, () -> store().read(ref));
    assertNotNull(refusal.getMessage());
    assertTrue(refusal.getMessage().startsWith("tried to read " + ref), refusal.getMessage());
    return refusal;
  }
}
