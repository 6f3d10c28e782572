package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.slipway.contract.FailureType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads private key files. A key is decrypted once and kept until its file changes: decryption
 * takes a second on purpose, and a deploy logs in to many hosts.
 */
final class PrivateKeys {
  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Passphrases passphrases;
  private final Map<Source, Kept> kept = new HashMap<>();

  private record Source(Path file, @Nullable String passphrase) {}

  private record Kept(FileTime modified, long size, KeyPair pair) {}

  PrivateKeys(Passphrases passphrases) {
    this.passphrases = passphrases;
  }

  /** The public half, without decrypting anything; empty when neither file tells it. */
  static Optional<WireKey> publicHalf(Path file) {
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".pub");
      if (Files.isReadable(beside)) {
        Optional<WireKey> found = WireKey.inLine(Files.readString(beside, UTF_8));
        if (found.isPresent()) {
          return found;
        }
      }
      return fromHeader(Files.readString(file, ISO_8859_1));
    } catch (IOException unreadable) {
      return Optional.empty(); // the private key is read next, and says what is wrong
    }
  }

  /** The certificate beside a key, if there is one. */
  static Optional<WireKey> certificate(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + "-cert.pub");
    if (!Files.exists(beside)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          WireKey.inLine(Files.readString(beside, UTF_8))
              .orElseThrow(
                  () -> unusable(beside, "it holds no certificate", "Sign the key again.", null)));
    } catch (IOException e) {
      throw unusable(beside, "it cannot be read (%s)".formatted(e), "Let the worker read it.", e);
    }
  }

  /**
   * Both halves of the key in a file.
   *
   * @param passphrase reference; null when there is none
   */
  synchronized KeyPair read(Path file, @Nullable String passphrase) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      Source source = new Source(file, passphrase);
      Kept last = kept.get(source);
      if (last != null && last.modified.equals(modified) && last.size == size) {
        return last.pair;
      }
      refuseOpenFile(file);
      KeyPair pair = decode(file, Files.readString(file, ISO_8859_1), passphrase);
      kept.put(source, new Kept(modified, size, pair));
      return pair;
    } catch (NoSuchFileException e) {
      throw unusable(
          file,
          "there is no such file on this worker",
          "Put the key there, or name another one in ssh.identities.",
          e);
    } catch (IOException e) {
      throw unusable(
          file, "it cannot be read (%s)".formatted(e), "Let the worker's user read it.", e);
    }
  }

  private KeyPair decode(Path file, String text, @Nullable String passphrase) throws IOException {
    FileKeyProvider format =
        text.contains(OPENSSH) ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
    char[] secret = passphrase == null ? new char[0] : passphrases.resolve(passphrase);
    format.init(new StringReader(text), PasswordUtils.createOneOff(secret));
    try {
      return new KeyPair(format.getPublic(), format.getPrivate());
    } catch (KeyDecryptionFailedException e) {
      throw passphrase == null
          ? unusable(
              file,
              "it is encrypted, and there is no passphrase for it",
              "Add it to the worker's ssh-agent, or set ssh.passphrase to env:NAME or file:/path.",
              e)
          : unusable(
              file,
              "the passphrase from %s does not open it".formatted(passphrase),
              "Put the right passphrase there.",
              e);
    } catch (IOException | SSHRuntimeException | IllegalStateException e) {
      throw unusable(
          file,
          "it is not a private key that Slipway reads",
          "Convert it to OpenSSH's format: ssh-keygen -p -f " + file,
          e);
    }
  }

  private static void refuseOpenFile(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (mode.stream().anyMatch(OTHERS::contains)) {
      throw unusable(
          file,
          "other users have access to it (%s)".formatted(PosixFilePermissions.toString(mode)),
          "Run: chmod 600 " + file,
          null);
    }
  }

  /** The head of OpenSSH's format holds the public key in clear. */
  private static Optional<WireKey> fromHeader(String text) {
    int begin = text.indexOf(OPENSSH);
    int end = text.indexOf("-----END");
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      String body = text.substring(begin + OPENSSH.length(), end);
      Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(Base64.getMimeDecoder().decode(body));
      buffer.rpos("openssh-key-v1\0".length());
      buffer.readString();
      buffer.readString();
      buffer.readBytes();
      buffer.readUInt32();
      return Optional.of(WireKey.of(buffer.readBytes()));
    } catch (Buffer.BufferException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static SshFault unusable(
      Path file, String reason, String remedy, @Nullable Throwable cause) {
    return new SshFault(FailureType.UNUSABLE_KEY, "use the key " + file, reason, remedy, cause);
  }
}
