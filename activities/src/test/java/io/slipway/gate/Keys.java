package io.slipway.gate;

import io.slipway.contract.Proof;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keys, certificates and signatures by OpenSSH's own tool, in a folder. */
record Keys(Path folder) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  Path key(String name, String... type) {
    Path key = folder.resolve(name);
    List<String> options = new ArrayList<>(List.of("-q", "-N", "", "-f", key.toString(), "-t"));
    options.addAll(List.of(type));
    String unused = run(options.toArray(String[]::new));
    return key;
  }

  static String pub(Path key) {
    return read(Path.of(key + ".pub")).strip();
  }

  void certify(Path authority, Path key, String... options) {
    List<String> all = new ArrayList<>(List.of("-q", "-s", authority.toString(), "-I", "test"));
    all.addAll(List.of(options));
    all.add(key + ".pub");
    String unused = run(all.toArray(String[]::new));
  }

  Proof.SshSignature sign(Path key, String text) {
    return sign(key, "slipway", text);
  }

  Proof.SshSignature sign(Path key, String namespace, String text) {
    Path file = write("statement", text);
    String unused = run("-q", "-Y", "sign", "-n", namespace, "-f", key.toString(), file.toString());
    Path signature = folder.resolve("statement.sig");
    String armored = read(signature);
    try {
      Files.delete(signature);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Proof.SshSignature(armored);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String run(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Requirements.program("ssh-keygen", "openssh-server").toString());
    command.addAll(List.of(options));
    return Program.run(Launch.of(command), LIMIT);
  }
}
