package io.slipway.starter.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProfileTest {
  private static final ConnectionSettings NOTHING =
      new ConnectionSettings(null, null, null, null, null, null, null, null, null, null);

  @TempDir Path folder;

  @Test
  void an_empty_configuration_is_told_as_such() throws IOException {
    ProblemException problem =
        assertThrows(ProblemException.class, () -> ClusterProfile.find(NOTHING, configured("")));
    assertEquals(ExitCode.USAGE, problem.exit());
    assertTrue(
        String.valueOf(problem.getMessage()).contains("the file is empty"), problem::toString);
  }

  @Test
  void a_profile_without_an_address_is_no_cluster() throws IOException {
    assertTrue(ClusterProfile.find(NOTHING, configured("[profile.default]\n")).isEmpty());
  }

  @Test
  void the_profile_of_the_file_is_the_cluster() throws IOException {
    String file = "[profile.default]\naddress = \"temporal.example.com:7233\"\n";
    assertEquals(
        "temporal.example.com:7233",
        ClusterProfile.find(NOTHING, configured(file)).orElseThrow().getAddress());
  }

  private Map<String, String> configured(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("temporal.toml"), text);
    return Map.of("TEMPORAL_CONFIG_FILE", file.toString());
  }
}
