package io.slipway.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.audit.Trail;
import io.slipway.contract.Action;
import io.slipway.contract.Initiator;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import io.slipway.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditedVerdictsTest {
  private static final Initiator FORGED =
      new Initiator("ana@example.com", "laptop", "ssh key SHA256:forged");

  @TempDir Path folder;

  @Test
  void what_an_asker_says_of_a_proof_is_not_told() throws IOException {
    String line = told(null, false, "its key is not among the allowed signers", "none");

    assertTrue(line.contains("\"kind\":\"refused\""), line);
    assertTrue(line.contains("\"who\":\"ana@example.com@laptop\",\"proven\":\"claimed\""), line);
    assertFalse(line.contains("forged"), line);
    assertTrue(line.contains("\"message\":\"It came with ssh key SHA256:key.\""), line);
  }

  @Test
  void who_was_proven_is_told_as_runs_tell_it() throws IOException {
    String line = told("ben@example.com", true, "allowed", "ssh key SHA256:abc");

    assertTrue(line.contains("\"kind\":\"asked\""), line);
    assertTrue(
        line.contains("\"who\":\"ben@example.com\",\"proven\":\"ssh key SHA256:abc\""), line);
    assertTrue(line.contains("\"verdict\":\"allowed\""), line);
    assertFalse(line.contains("\"message\""), line);
  }

  private String told(@Nullable String principal, boolean allowed, String reason, String proof)
      throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (Trail trail =
        Trail.open(
            Map.of(Trail.FILE, "file:" + file), InstantSource.system(), UnaryOperator.identity())) {
      new AuditedVerdicts(trail)
          .note(
              new Verdict(
                  Instant.now(),
                  Action.DEPLOY,
                  ApplicationName.of("shop"),
                  StageName.of("production"),
                  null,
                  principal,
                  FORGED,
                  allowed,
                  reason,
                  proof,
                  "SHA256:key",
                  null));
    }
    var lines = Files.readAllLines(file).stream().filter(l -> l.contains("\"deploy\"")).toList();
    assertEquals(1, lines.size());
    return lines.getFirst();
  }
}
