package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.SecretRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvStoreTest extends SecretStoreContract {
  private final Map<String, String> environment = new HashMap<>();
  private final EnvStore store =
      new EnvStore(
          environment, SecretPermissions.of(Map.of("SLIPWAY_SECRETS_ENV", "SHOP_*, MISSING")));

  @Override
  SecretStore store() {
    return store;
  }

  @Override
  SecretRef put(String name, String value) {
    environment.put("SHOP_" + name, value);
    return SecretRef.parse("env:SHOP_" + name);
  }

  @Override
  SecretRef missing() {
    return SecretRef.parse("env:MISSING");
  }

  @Override
  SecretRef putOutOfReach(String value) {
    environment.put("VAULT_TOKEN", value);
    return SecretRef.parse("env:VAULT_TOKEN");
  }

  @Override
  Optional<SecretRef> away() {
    return Optional.empty();
  }

  @Override
  boolean versioned() {
    return false;
  }

  @Test
  void namesTheSettingThatWouldAllowIt() {
    assertEquals(
        "Allow it in the worker's environment: SLIPWAY_SECRETS_ENV=VAULT_TOKEN",
        refused(putOutOfReach("x")).remedy());
    assertEquals("DENIED", refused(SecretRef.parse("env:MISSING_TOO")).obstacle().name());
  }

  @Test
  void givesNothingAwayWhenNothingIsSaid() {
    SecretPermissions none = SecretPermissions.of(Map.of());
    assertEquals(false, none.variable("HOME"));
    assertEquals(false, none.variable(""));
    assertEquals(true, SecretPermissions.all().variable("HOME"));
  }
}
