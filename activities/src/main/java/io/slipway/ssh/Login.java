package io.slipway.ssh;

import io.slipway.contract.FailureType;
import java.io.IOException;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Key exchange and login on one wire. What went wrong is told from how far it came and from what
 * happened to the wire, never from the text of the library's exceptions, which says the same for
 * different things.
 */
final class Login {
  private static final Logger logger = LoggerFactory.getLogger(Login.class);

  private final Endpoint endpoint;
  private final Wire wire;
  private final SSHClient client;
  private final HostKeyCheck hostKey;
  private final Identities.Found keys;
  private volatile boolean overdue;
  private volatile boolean agreed;
  private boolean exchanged;

  Login(
      Endpoint endpoint, Wire wire, SSHClient client, HostKeyCheck hostKey, Identities.Found keys) {
    this.endpoint = endpoint;
    this.wire = wire;
    this.client = client;
    this.hostKey = hostKey;
    this.keys = keys;
  }

  void perform() {
    client.addHostKeyVerifier(hostKey);
    client.addAlgorithmsVerifier(
        algorithms -> {
          agreed = true;
          return true;
        });
    try {
      client.connect(endpoint.host(), endpoint.port());
      exchanged = true;
      List<PublicKeyLogin> attempts = keys.identities().stream().map(PublicKeyLogin::new).toList();
      client.auth(endpoint.user(), List.copyOf(attempts));
    } catch (IOException | SSHRuntimeException | IllegalStateException e) {
      throw exchanged ? loginFault(e) : exchangeFault(e);
    }
  }

  /** The deadline is over: frees {@link #perform}. */
  void giveUp() {
    overdue = true;
    try {
      wire.close();
    } catch (IOException e) {
      logger.debug("closing the connection to {} failed", endpoint, e);
    }
  }

  private SshFault exchangeFault(Exception e) {
    SshFault refusal = hostKey.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (overdue || Evidence.timedOut(e)) {
      return slow(e);
    }
    if (wire.hungUp()) {
      return new SshFault(
          FailureType.THROTTLED,
          "connect to " + endpoint,
          "the host hung up before the key exchange was done",
          "It may have too many logins under way (MaxStartups of sshd), or be starting up.",
          e);
    }
    return agreed ? lost(e) : disagreed(e);
  }

  private SshFault loginFault(Exception e) {
    if (overdue || Evidence.timedOut(e)) {
      return slow(e);
    }
    if (refusedByHost(e)) {
      return denied(e);
    }
    boolean broken = wire.ended() || !client.isConnected();
    return broken || !(e instanceof UserAuthException) ? lost(e) : denied(e);
  }

  private SshFault denied(Exception e) {
    SshFault unusable = keys.fault();
    if (unusable != null) {
      return new SshFault(
          unusable.type(),
          "log in to " + endpoint,
          "none of its keys is accepted, and one could not be tried: " + unusable.reason(),
          unusable.remedy(),
          e);
    }
    String tried = String.join(", ", keys.identities().stream().map(Identity::origin).toList());
    return client.getUserAuth().hadPartialSuccess()
        ? new SshFault(
            FailureType.AUTHENTICATION_REFUSED,
            "log in to " + endpoint,
            "the host wants more than a key",
            "Let this user log in with a key alone (AuthenticationMethods of sshd).",
            e)
        : new SshFault(
            FailureType.AUTHENTICATION_REFUSED,
            "log in to " + endpoint,
            "the host accepts none of these keys: " + tried,
            endpoint.credentials().certificate() == null
                ? "Add one of them to the user's ~/.ssh/authorized_keys, or name another in"
                    + " ssh.identities."
                : "Let the host's sshd trust the authority that signed the certificate"
                    + " (TrustedUserCAKeys).",
            e);
  }

  private SshFault slow(Exception e) {
    return new SshFault(
        FailureType.HANDSHAKE_TIMEOUT,
        exchanged ? "log in to " + endpoint : "exchange keys with " + endpoint,
        "the host does not answer, though its port is open",
        "Is the host overloaded or frozen?",
        e);
  }

  private SshFault lost(Exception e) {
    return new SshFault(
        FailureType.CONNECTION_LOST,
        "log in to " + endpoint,
        "the connection broke",
        "Look at the network and at sshd's log if it happens again.",
        e);
  }

  private SshFault disagreed(Exception e) {
    return new SshFault(
        FailureType.NO_COMMON_ALGORITHM,
        "exchange keys with " + endpoint,
        "host and worker have no algorithm in common (%s)".formatted(e.getMessage()),
        "Allow curve25519-sha256 and an AES cipher in the host's sshd_config, or update its sshd.",
        e);
  }

  /** Too many attempts, or nothing left to try: sshd says so, then hangs up. */
  private boolean refusedByHost(Exception e) {
    return switch (Evidence.reasonOf(e)) {
      case NO_MORE_AUTH_METHODS_AVAILABLE, PROTOCOL_ERROR, ILLEGAL_USER_NAME -> true;
      case null, default -> false;
    };
  }
}
