package io.slipway.starter.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRingText;
import io.slipway.codec.PayloadKey;
import io.slipway.contract.Action;
import io.slipway.contract.Proof;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.contract.WireFormat;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands prove who has given them, when they are told how. */
final class SignedCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private CommandBench bench;
  private Path folder;

  @BeforeEach
  void open(@TempDir Path given) {
    folder = given;
    bench = CommandBench.started(folder);
    bench.writesFile(1, "batches: [100%]");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_look_that_must_be_signed_is_refused_or_is() throws IOException {
    bench.gate.requireSignatures(Action.LOOK);
    Ran unused =
        bench
            .run("check", "production")
            .exits(4)
            .notes("production of shop takes signed requests only. Give --sign-with.");
    Path key = key();

    unused = run(Map.of("SLIPWAY_SIGN_WITH", key.toString())).exits(0);

    SignedRequest shown = bench.gate.shown().getFirst();
    Statement statement = Statement.parse(shown.statement());
    assertEquals("look", statement.action());
    assertEquals("default", statement.namespace());
    assertTrue(String.valueOf(statement.run()).startsWith("survey/shop/production/"));
    assertTrue(verified(shown), "ssh-keygen accepts it");
  }

  @Test
  void the_agents_first_key_signs() throws IOException {
    Path socket = folder.resolve("agent");
    Path key = key();
    try (Program agent =
        Program.start(Launch.of(List.of(program("ssh-agent"), "-D", "-a", socket.toString())))) {
      CommandBench.await("the agent", () -> Files.exists(socket));
      String added =
          Program.run(
              Launch.of(List.of(program("ssh-add"), "-q", key.toString()))
                  .with("SSH_AUTH_SOCK", socket.toString()),
              LIMIT);
      assertEquals("", added, agent.output());
      Files.delete(key);

      Ran unused = run(Map.of("SSH_AUTH_SOCK", socket.toString()), "--sign-with", "agent").exits(0);
    }

    assertTrue(verified(bench.gate.shown().getFirst()));
  }

  @Test
  void the_passphrase_of_an_encrypted_key_is_read_from_where_it_is_said_to_be() throws IOException {
    Path key = key("correct horse 'battery' $staple");
    Path wrong = Files.writeString(folder.resolve("wrong one's"), "incorrect\n");
    Path right =
        Files.writeString(folder.resolve("right one's"), "correct horse 'battery' $staple\nmore\n");
    String with = key.toString();

    Ran unused =
        run(
                Map.of("PHRASE", "correct horse 'battery' $staple"),
                "--sign-with",
                with,
                "--passphrase-from",
                "env:PHRASE")
            .exits(0);
    unused =
        run(Map.of("SLIPWAY_SIGN_WITH", with, "SLIPWAY_PASSPHRASE_FROM", "file:" + right)).exits(0);
    assertEquals(2, bench.gate.shown().size());
    for (SignedRequest shown : bench.gate.shown()) {
      assertTrue(verified(shown));
    }
    unused =
        run(Map.of(), "--sign-with", with, "--passphrase-from", "file:" + wrong)
            .exits(2)
            .notes("incorrect passphrase supplied to decrypt private key");
    assertEquals(2, bench.gate.shown().size());
  }

  @ParameterizedTest
  @CsvSource({
    "hunter2, --passphrase-from takes env:NAME or file:PATH.",
    "env:hun ter2, --passphrase-from takes env:NAME or file:PATH.",
    "env:NOWHERE, 'from env:NOWHERE, but there is no such variable.'",
    "file:/nowhere, 'from /nowhere, but there is no such file, or it cannot be read.'",
  })
  void a_passphrase_that_is_nowhere_is_not_asked_for(String reference, String why) {
    Ran unused =
        run(Map.of(), "--sign-with", key("secret").toString(), "--passphrase-from", reference)
            .exits(2)
            .notes(why)
            .hides("hun");

    assertEquals(List.of(), bench.gate.shown());
  }

  @Test
  void a_key_that_is_not_there_is_named() {
    Ran unused =
        run(Map.of(), "--sign-with", folder.resolve("none").toString())
            .exits(2)
            .notes("with the key %s, but there is no such file".formatted(folder.resolve("none")));
    unused =
        run(Map.of(), "--sign-with", folder.resolve("slipway.yml").toString())
            .exits(2)
            .notes("Tried to sign the request with ssh-keygen, but it says:");
    assertEquals(List.of(), bench.gate.shown());
  }

  @Test
  void a_token_is_sent_only_where_it_is_encrypted_and_can_be_bound_to_the_request()
      throws Exception {
    String command = "printf '%s\\n' \"token for $SLIPWAY_OIDC_AUDIENCE\"";
    Ran unused =
        run(Map.of("SLIPWAY_OIDC_COMMAND", command))
            .exits(2)
            .notes("A token must not be kept in the clear in Temporal.");

    PayloadKey key = PayloadKey.of("one", new byte[PayloadKey.LENGTH]);
    Path keys = Files.writeString(folder.resolve("keys"), KeyRingText.line(key) + "\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    bench.close();
    bench =
        CommandBench.started(
            folder,
            EncryptingCodec.converter(
                WireFormat.dataConverter(),
                KeyRingText.read(KeyRingText.line(key) + "\n", keys.toString())));
    bench.writesFile(1, "batches: [100%]");
    unused =
        run(Map.of("SLIPWAY_OIDC_COMMAND", command, "SLIPWAY_PAYLOAD_KEYS", "file:" + keys))
            .exits(0);

    SignedRequest shown = bench.gate.shown().getFirst();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown.statement().getBytes(UTF_8));
    assertEquals(
        new Proof.OidcToken("token for slipway:" + HexFormat.of().formatHex(digest)),
        shown.proof());
  }

  private Ran run(Map<String, String> environment, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "check",
                "production",
                "--address",
                bench.address,
                "--file",
                folder.resolve("slipway.yml").toString()));
    all.addAll(List.of(options));
    return Running.begin(bench.surroundings(new CommandBench.NoEngine(), environment), all).end();
  }

  private Path key() {
    return key("");
  }

  private Path key(String passphrase) {
    Path key = folder.resolve("key");
    String made =
        Program.run(
            Launch.of(
                List.of(
                    program("ssh-keygen"),
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    passphrase,
                    "-f",
                    key.toString())),
            LIMIT);
    assertEquals("", made);
    return key;
  }

  private boolean verified(SignedRequest request) throws IOException {
    Path signature = folder.resolve("signature");
    Files.writeString(signature, ((Proof.SshSignature) request.proof()).armored());
    Path statement = Files.writeString(folder.resolve("statement"), request.statement());
    String said =
        Program.run(
            Launch.of(
                List.of(
                    "/bin/sh",
                    "-c",
                    "'%s' -Y check-novalidate -n slipway -s '%s' < '%s'"
                        .formatted(program("ssh-keygen"), signature, statement))),
            LIMIT);
    return said.contains("Good \"slipway\" signature");
  }

  private static String program(String name) {
    return Requirements.program(name, "openssh-server").toString();
  }
}
