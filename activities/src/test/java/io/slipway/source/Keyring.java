package io.slipway.source;

import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Real GPG in a home of its own: keys that live for two days, without a passphrase. */
final class Keyring implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path home;
  private final String now;

  Keyring(Path home) {
    this(home, "");
    try {
      Files.createDirectories(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Keyring(Path home, String now) {
    this.home = home;
    this.now = now;
  }

  /** As if it were then, such as {@code 20200101T120000}. */
  Keyring at(String time) {
    return new Keyring(home, time);
  }

  Path home() {
    return home;
  }

  /** Makes a key of this owner; returns its public half. */
  String key(String owner) {
    var unused = run("--passphrase", "", "--quick-gen-key", owner, "ed25519", "sign", "2d");
    return run("--armor", "--export", owner);
  }

  /** The long id of its only key. */
  String id() {
    return run("--with-colons", "--list-keys")
        .lines()
        .filter(line -> line.startsWith("pub:"))
        .map(line -> List.of(line.split(":", -1)).get(4))
        .findFirst()
        .orElseThrow();
  }

  /** What revokes its only key; GPG makes it with the key, and marks it so that none slips in. */
  String revocation() {
    try (var files = Files.list(home.resolve("openpgp-revocs.d"))) {
      return Files.readString(files.findFirst().orElseThrow()).replace("\n:---", "\n---");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes in a public key, or a revocation of one. */
  void add(String armored) throws IOException {
    Path file = home.resolve("incoming.asc");
    Files.writeString(file, armored);
    var unused = run("--import", file.toString());
  }

  /** What git runs for {@code gpg}. */
  Path program() throws IOException {
    Path program = home.resolve("gpg");
    Files.writeString(program, "#!/bin/sh\nexec " + String.join(" ", command()) + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private String run(String... arguments) {
    List<String> words = command();
    words.addAll(List.of(arguments));
    return Program.run(Launch.of(words), LIMIT);
  }

  private List<String> command() {
    List<String> words = new ArrayList<>();
    words.add(Requirements.program("gpg", "gnupg").toString());
    words.addAll(List.of("--homedir", home.toString(), "--batch", "--quiet"));
    words.addAll(List.of("--no-permission-warning", "--pinentry-mode", "loopback"));
    if (!now.isEmpty()) {
      words.addAll(List.of("--faked-system-time", now));
    }
    return words;
  }

  /** Ends the agent that making keys has started. */
  @Override
  public void close() {
    var unused =
        Program.run(Launch.of("gpgconf", "--homedir", home.toString(), "--kill", "all"), LIMIT);
  }
}
