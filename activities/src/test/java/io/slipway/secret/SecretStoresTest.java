package io.slipway.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretStoresTest {
  /** A worker that uses neither Vault nor AWS. */
  static final class Reader {
    public static void main(String[] arguments) {
      Map<String, String> environment = Map.of("SHOP", "v", "SLIPWAY_SECRETS_ENV", "SHOP");
      SecretPermissions permissions = SecretPermissions.of(environment);
      try (SecretStores stores = SecretStores.open(environment, Path.of("/"), permissions)) {
        System.out.println("fields: " + stores.read(SecretRef.parse("env:SHOP")).fields().size());
      }
    }
  }

  @Test
  void loadsNothingOfAStoreThatNobodyRefersTo() {
    String output =
        Program.run(
            Launch.java(Reader.class.getName()).with("JAVA_TOOL_OPTIONS", "-verbose:class"),
            Duration.ofSeconds(60));
    assertTrue(output.contains("fields: 1"), output);
    assertTrue(output.contains("io.slipway.secret.EnvStore"));
    assertFalse(output.contains("software.amazon.awssdk"));
    assertFalse(output.contains("io.github.jopenlibs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vault:a/b|VAULT_ADDR|",
        "vault:a/b|VAULT_SKIP_VERIFY|VAULT_ADDR=https://v VAULT_SKIP_VERIFY=1",
        "vault:a/b|VAULT_CACERT|VAULT_ADDR=https://v VAULT_CACERT=/nowhere",
        "vault:a/b|SLIPWAY_VAULT_AUTH|VAULT_ADDR=https://v SLIPWAY_VAULT_AUTH=ldap",
        "vault:a/b|SLIPWAY_VAULT_ROLE_ID|VAULT_ADDR=https://v SLIPWAY_VAULT_AUTH=approle",
        "vault:a/b|SLIPWAY_VAULT_ROLE|VAULT_ADDR=https://v SLIPWAY_VAULT_AUTH=jwt",
        "vault:/a/b|slashes|VAULT_ADDR=https://v VAULT_TOKEN=t",
        "vault:a/../sys/x|path|VAULT_ADDR=https://v VAULT_TOKEN=t",
        "vault:auth/token/lookup-self|Vault's own|VAULT_ADDR=https://v VAULT_TOKEN=t",
        "vault:cubbyhole/x|Vault's own|VAULT_ADDR=https://v VAULT_TOKEN=t"
      })
  void namesTheSettingThatIsWrong(String ref, String named, @Nullable String settings) {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings == null ? new String[0] : settings.split(" ")) {
      environment.put(setting.split("=")[0], setting.split("=")[1]);
    }
    try (SecretStores stores =
        SecretStores.open(environment, Path.of("/nowhere"), SecretPermissions.all())) {
      SecretException refusal =
          assertThrows(SecretException.class, () -> stores.read(SecretRef.parse(ref)));
      assertEquals(Obstacle.MISUSED, refusal.obstacle());
      assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
    }
  }
}
