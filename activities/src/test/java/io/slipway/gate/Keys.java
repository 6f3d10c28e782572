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
public record Keys(Path folder) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Makes a key without a passphrase.
   *
   * @param type as after {@code -t}, with more options if need be
   */
  public Path key(String name, String... type) {
    Path key = folder.resolve(name);
    List<String> options = new ArrayList<>(List.of("-q", "-N", "", "-f", key.toString(), "-t"));
    options.addAll(List.of(type));
    String unused = run(options.toArray(String[]::new));
    return key;
  }

  public static String pub(Path key) {
    return read(Path.of(key + ".pub")).strip();
  }

  public void certify(Path authority, Path key, String... options) {
    List<String> all = new ArrayList<>(List.of("-q", "-s", authority.toString(), "-I", "test"));
    all.addAll(List.of(options));
    all.add(key + ".pub");
    String unused = run(all.toArray(String[]::new));
  }

  Proof.SshSignature sign(Path key, String text) {
    return sign(key, "slipway", text);
  }

  Proof.SshSignature sign(Path key, String namespace, String text) {
    return new Proof.SshSignature(signature(key, write("statement", text), "-n", namespace));
  }

  /**
   * What the tool writes beside a file that it signs.
   *
   * @param options of {@code -Y sign}, with the namespace
   */
  public String signature(Path key, Path file, String... options) {
    List<String> all = new ArrayList<>(List.of("-q", "-Y", "sign", "-f", key.toString()));
    all.addAll(List.of(options));
    all.add(file.toString());
    String unused = run(all.toArray(String[]::new));
    Path signature = file.resolveSibling(file.getFileName() + ".sig");
    String armored = read(signature);
    try {
      Files.delete(signature);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return armored;
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
