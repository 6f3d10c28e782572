package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers on which nobody has said how to get to AWS. */
final class SsmStoreTest {
  private static final SecretRef SHOP = SecretRef.parse("ssm:/shop/url");

  /** Keeps the SDK from what this machine may know of AWS. */
  private static final Map<String, String> ISOLATED =
      Map.of(
          "aws.disableEc2Metadata", "true",
          "aws.configFile", "/nowhere",
          "aws.sharedCredentialsFile", "/nowhere");

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> before = new HashMap<>();

  @BeforeEach
  void isolate() {
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    ISOLATED.forEach(
        (name, value) -> {
          String last = System.setProperty(name, value);
          if (last != null) {
            before.put(name, last);
          }
        });
  }

  @AfterEach
  void restore() {
    ISOLATED.keySet().forEach(System::clearProperty);
    before.forEach(System::setProperty);
  }

  @Test
  void tellsThatItHasNoCredentials() {
    environment.put("AWS_REGION", "eu-west-1");

    SecretException refusal = refused();

    assertEquals(Obstacle.MISUSED, refusal.obstacle(), refusal.reason());
    assertEquals("the worker has no credentials for AWS", refusal.reason());
  }

  @Test
  void takesAwsThatDoesNotAnswerForAnOutage() {
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "key");

    SecretException refusal = refused();

    assertEquals(Obstacle.AWAY, refusal.obstacle(), refusal.reason());
  }

  @Test
  void tellsThatItKnowsNoRegion() {
    SecretException refusal = refused();

    assertEquals(Obstacle.MISUSED, refusal.obstacle(), refusal.reason());
    assertTrue(refusal.remedy().contains("AWS_REGION"), refusal.remedy());
  }

  private SecretException refused() {
    return assertThrows(
        SecretException.class,
        () -> {
          try (SsmStore store = SsmStore.open(environment, SHOP)) {
            store.read(SHOP);
          }
        });
  }
}
