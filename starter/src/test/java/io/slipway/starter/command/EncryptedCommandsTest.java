package io.slipway.starter.command;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRings;
import io.slipway.contract.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and a worker that share keys, and commands that lack them. */
final class EncryptedCommandsTest {
  private String ring;
  private CommandBench bench;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ring");
    Files.writeString(file, "2026 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    ring = "file:" + file;
    bench =
        CommandBench.started(
            folder,
            EncryptingCodec.converter(WireFormat.dataConverter(), KeyRings.ofFiles().open(ring)));
    bench.writesFile(1, "batches: [100%]");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void with_the_keys_deploys_and_looks_work_and_without_them_one_sentence_says_why() {
    Ran unused =
        bench
            .run("deploy", "production", "--revision", "v1", "--payload-keys", ring)
            .exits(0)
            .says("production");
    unused = bench.run("status", "production", "--payload-keys", ring).exits(0).says("succeeded");

    for (String command : new String[] {"status", "history", "watch"}) {
      unused =
          bench
              .run(command, "production")
              .exits(5)
              .notes(
                  "Tried to read an encrypted payload, but no payload keys are set here. Set"
                      + " SLIPWAY_PAYLOAD_KEYS to the key ring that has key 2026.");
    }
  }
}
