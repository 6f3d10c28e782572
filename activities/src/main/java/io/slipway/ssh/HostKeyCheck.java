package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.domain.HostKeyPolicy;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the key that a host shows on one connection. It can only tell the library yes or no, so it
 * keeps why it said no.
 */
final class HostKeyCheck implements HostKeyVerifier {
  private final Endpoint endpoint;
  private final KnownHostsFiles files;
  private final InstantSource clock;
  private volatile @Nullable SshFault refusal;

  HostKeyCheck(Endpoint endpoint, KnownHostsFiles files, InstantSource clock) {
    this.endpoint = endpoint;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public boolean verify(String hostname, int port, PublicKey key) {
    try {
      return accept(key);
    } catch (SshFault fault) {
      refusal = fault;
      return false;
    } catch (RuntimeException e) { // would look like a host that hangs up
      refusal = unforeseen(e);
      return false;
    }
  }

  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    try {
      return known().algorithms(endpoint.host(), endpoint.port());
    } catch (SshFault fault) {
      refusal = fault;
      return List.of();
    }
  }

  /** Why the key was refused; null when it was not. */
  @Nullable SshFault refusal() {
    return refusal;
  }

  private boolean accept(PublicKey key) {
    WireKey shown = WireKey.of(key);
    return switch (judge(key)) {
      case Judgement.Trusted trusted -> true;
      case Judgement.Unknown unknown -> learn(key);
      case Judgement.Changed(KnownHost known) ->
          throw refused(
              "it shows %s, while %s (%s) is what %s has for it"
                  .formatted(shown, known.key().fingerprint(), known.key().type(), known.place()),
              "If the host was set up anew, replace that line; else somebody may be in between.");
      case Judgement.Revoked(KnownHost line) ->
          throw refused(
              "its key %s is revoked by %s".formatted(shown, line.place()),
              "Give the host a new key.");
      case Judgement.BadCertificate(String fault) ->
          throw refused(fault, "Let the authority sign a certificate for this host and name.");
    };
  }

  private Judgement judge(PublicKey key) {
    return known().judge(endpoint.host(), endpoint.port(), key, clock.instant());
  }

  private boolean learn(PublicKey key) {
    WireKey plain = WireKey.of(KnownHosts.plain(key));
    List<Path> paths = endpoint.trust().files();
    if (endpoint.trust().policy() == HostKeyPolicy.STRICT || paths.isEmpty()) {
      throw refused(
          "its key %s is not in %s"
              .formatted(
                  plain, paths.stream().map(Path::toString).collect(Collectors.joining(", "))),
          "Compare it with what the host's console says (ssh-keygen -lf), then add it.");
    }
    String name = KnownHosts.nameOf(endpoint.host(), endpoint.port());
    boolean added =
        files.remember(
            paths.getFirst(),
            name,
            plain,
            file ->
                file.judge(endpoint.host(), endpoint.port(), key, clock.instant())
                    instanceof Judgement.Unknown);
    // Another connection, or another program, was quicker: its line decides.
    return added || accept(key);
  }

  private KnownHosts known() {
    return files.read(endpoint.trust().files());
  }

  private SshFault unforeseen(RuntimeException e) {
    return new SshFault(
        FailureType.UNEXPECTED,
        "verify the host key of " + endpoint,
        "of something unforeseen: " + e,
        "Please report it.",
        e);
  }

  private SshFault refused(String reason, String remedy) {
    return new SshFault(
        FailureType.HOST_KEY_REJECTED, "verify the host key of " + endpoint, reason, remedy);
  }
}
