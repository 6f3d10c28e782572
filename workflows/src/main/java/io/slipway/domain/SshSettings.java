package io.slipway.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a worker logs in to the hosts of a stage. Paths are paths on the worker; a leading {@code ~/}
 * is the home directory of the worker's user.
 *
 * @param user default login
 * @param port default TCP port, 1 to 65535
 * @param jumps bastions from the worker's side to the host's, each {@code [user@]host[:port]};
 *     empty for a direct connection
 * @param identities private key files, tried in order; empty means the usual {@code ~/.ssh/id_*}
 * @param passphrase where the passphrase of encrypted private keys is, {@code env:NAME} or {@code
 *     file:/path} on the worker; null when none is encrypted. A reference, never the passphrase
 * @param agent socket of an ssh-agent, {@code SSH_AUTH_SOCK} of the worker when null
 * @param knownHosts files of known host keys; empty means {@code ~/.ssh/known_hosts} and {@code
 *     /etc/ssh/ssh_known_hosts}
 * @param hostKeys what to do about a host that no file knows
 * @param useConfig whether the worker asks {@code ssh -G} for each host first
 * @param certificate where the worker has a key of its own making signed for each run, such as
 *     {@code vault:ssh/sign/deploy}; null when it logs in with identities and agent only
 */
public record SshSettings(
    String user,
    int port,
    List<String> jumps,
    List<String> identities,
    @Nullable String passphrase,
    @Nullable String agent,
    List<String> knownHosts,
    HostKeyPolicy hostKeys,
    boolean useConfig,
    @Nullable SecretRef certificate) {

  public SshSettings {
    jumps = jumps == null ? List.of() : List.copyOf(jumps);
    identities = identities == null ? List.of() : List.copyOf(identities);
    knownHosts = knownHosts == null ? List.of() : List.copyOf(knownHosts);
    hostKeys = hostKeys == null ? HostKeyPolicy.STRICT : hostKeys;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("ssh port %d is not in 1 to 65535".formatted(port));
    }
  }

  /** The same settings with another ssh-agent. */
  public SshSettings withAgent(String socket) {
    return new SshSettings(
        user,
        port,
        jumps,
        identities,
        passphrase,
        socket,
        knownHosts,
        hostKeys,
        useConfig,
        certificate);
  }

  /** Settings without a certificate that is signed for the run. */
  public SshSettings(
      String user,
      int port,
      List<String> jumps,
      List<String> identities,
      @Nullable String passphrase,
      @Nullable String agent,
      List<String> knownHosts,
      HostKeyPolicy hostKeys,
      boolean useConfig) {
    this(user, port, jumps, identities, passphrase, agent, knownHosts, hostKeys, useConfig, null);
  }
}
