package io.slipway.ssh;

import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/** Keys and certificates by OpenSSH's own tool, in a folder. */
record Keygen(Path folder) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Makes a key without a passphrase.
   *
   * @param type as after {@code -t}, with more options if need be
   */
  Path key(String name, String type) {
    Path key = folder.resolve(name);
    run("-q -N  -f " + key + " -t " + type);
    return key;
  }

  /** Signs a key; the certificate is beside it. */
  Path sign(Path authority, Path key, String options) {
    run("-q -s " + authority + " -I test " + options + " " + key + ".pub");
    return key.resolveSibling(key.getFileName() + "-cert.pub");
  }

  /** Runs the tool with options that are separated by one space each. */
  void run(String options) {
    List<String> command = new ArrayList<>();
    command.add(Requirements.program("ssh-keygen", "openssh-server").toString());
    command.addAll(List.of(options.split(" ", -1)));
    Program.run(Launch.of(command), LIMIT);
  }

  static WireKey wire(Path publicFile) {
    return WireKey.inLine(read(publicFile)).orElseThrow();
  }

  static PublicKey parse(Path publicFile) {
    try {
      return new Buffer.PlainBuffer(wire(publicFile).blob()).readPublicKey();
    } catch (Buffer.BufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path pub(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
