package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys to log in with, in OpenSSH's order: configured ones that the agent holds, other
 * configured ones, then whatever else the agent holds.
 */
final class Identities {
  private static final Logger logger = LoggerFactory.getLogger(Identities.class);

  /** One less than sshd's MaxAuthTries, at which it hangs up. */
  private static final int MOST = 5;

  private final PrivateKeys keys;
  private final Watchdog watchdog;
  private final Certificates certificates;

  Identities(PrivateKeys keys, Watchdog watchdog, Certificates certificates) {
    this.keys = keys;
    this.certificates = certificates;
    this.watchdog = watchdog;
  }

  /**
   * What can be tried, and what could not be used.
   *
   * @param fault of the first key that could not be used; null when there was none
   */
  record Found(List<Identity> identities, @Nullable SshFault fault) {}

  /** For logging in under a name, which certificates are for. */
  Found of(Credentials credentials, String login) {
    SecretRef authority = credentials.certificate();
    if (authority == null) {
      return own(credentials);
    }
    Identity signed = signed(authority, login);
    if (!credentials.required()) {
      return new Found(List.of(signed), null);
    }
    Found own = own(credentials);
    List<Identity> all = new ArrayList<>(List.of(signed));
    all.addAll(own.identities());
    return new Found(List.copyOf(all.subList(0, Math.min(MOST, all.size()))), own.fault());
  }

  /**
   * Has a key signed, unless one is held.
   *
   * @throws SecretException when the authority does not sign it
   */
  void sign(SecretRef authority, String login) {
    Identity unused = certificates.of(authority, login);
  }

  /** All hosts depend on the authority, so that it is no fault of the one that meets it first. */
  private Identity signed(SecretRef authority, String login) {
    try {
      return certificates.of(authority, login);
    } catch (SecretException e) {
      throw new SshFault(
          e.obstacle().type(),
          "have a key signed by %s for the login %s".formatted(authority, login),
          e.reason(),
          e.remedy());
    }
  }

  /** After a host has refused it: the next one may be signed by an authority that it trusts. */
  void forget(Found refused) {
    refused.identities().forEach(certificates::forget);
  }

  private Found own(Credentials credentials) {
    List<Identity> held = new ArrayList<>(heldByAgent(credentials));
    List<Identity> viaAgent = new ArrayList<>();
    List<Identity> viaFile = new ArrayList<>();
    SshFault fault = null;
    for (Path file : credentials.identities()) {
      Optional<Identity> match =
          PrivateKeys.publicHalf(file)
              .flatMap(key -> held.stream().filter(i -> i.shown().equals(key)).findFirst());
      if (match.isPresent()) {
        held.remove(match.get());
        certified(file, match.get()).ifPresent(viaAgent::add);
        viaAgent.add(match.get());
      } else if (credentials.required() || Files.exists(file)) {
        try {
          Identity own = fromFile(file, credentials.passphrase());
          certified(file, own).ifPresent(viaFile::add);
          viaFile.add(own);
        } catch (SshFault unusable) {
          fault = fault == null ? unusable : fault;
        }
      }
    }
    List<Identity> all = new ArrayList<>(viaAgent);
    all.addAll(viaFile);
    all.addAll(held);
    if (all.isEmpty()) {
      throw fault == null ? nothing(credentials) : fault;
    }
    return new Found(List.copyOf(all.subList(0, Math.min(MOST, all.size()))), fault);
  }

  private List<Identity> heldByAgent(Credentials credentials) {
    if (credentials.agent() == null) {
      return List.of();
    }
    try {
      return new SshAgent(credentials.agent(), watchdog).identities();
    } catch (IOException e) {
      if (credentials.agentRequired()) {
        throw new SshFault(
            FailureType.UNUSABLE_KEY,
            "ask the ssh-agent at " + credentials.agent(),
            "it does not answer (%s)".formatted(e.getMessage()),
            "Start it for the worker's user, or leave out ssh.agent.",
            e);
      }
      logger.debug("no ssh-agent answers at {}", credentials.agent(), e);
      return List.of();
    }
  }

  private Identity fromFile(Path file, @Nullable String passphrase) {
    KeyPair pair = keys.read(file, passphrase);
    WireKey shown = WireKey.of(pair.getPublic());
    try {
      return new Identity(
          shown, file.toString(), true, FileSigner.of(pair.getPrivate(), shown.type()));
    } catch (IllegalArgumentException weak) {
      throw new SshFault(
          FailureType.UNUSABLE_KEY,
          "use the key " + file,
          String.valueOf(weak.getMessage()),
          "Make one with: ssh-keygen -t ed25519",
          weak);
    }
  }

  private static Optional<Identity> certified(Path file, Identity plain) {
    return PrivateKeys.certificate(file)
        .map(
            certificate ->
                new Identity(certificate, file + "-cert.pub", plain.local(), plain.signer()));
  }

  private static SshFault nothing(Credentials credentials) {
    return new SshFault(
        FailureType.UNUSABLE_KEY,
        "find a key to log in with",
        "there is none of %s on this worker%s"
            .formatted(
                credentials.identities(),
                credentials.agent() == null ? ", and no ssh-agent" : ", and the agent holds none"),
        "Name a private key in ssh.identities, or start an ssh-agent for the worker.");
  }
}
