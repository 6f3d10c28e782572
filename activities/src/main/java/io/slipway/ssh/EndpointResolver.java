package io.slipway.ssh;

import io.slipway.contract.FailureType;
import io.slipway.domain.Host;
import io.slipway.domain.SshSettings;
import io.slipway.shell.HostAccess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out from settings, and from OpenSSH's own where asked for, how to log in to a host. */
final class EndpointResolver {
  private static final int SSH_PORT = 22;
  private static final List<String> USUAL_KEYS =
      List.of("~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa");
  private static final List<String> USUAL_KNOWN_HOSTS =
      List.of("~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts");

  private final Map<String, String> environment;
  private final Path home;
  private final OpenSshConfig config;

  EndpointResolver(Map<String, String> environment, Path home) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.config = new OpenSshConfig(home);
  }

  Endpoint resolve(HostAccess access) {
    Host host = access.host();
    SshSettings ssh = access.ssh();
    String address = host.address() == null ? host.name().value() : host.address();
    try {
      return ssh.useConfig()
          ? configured(host, address, ssh, config.of(address))
          : plain(host, address, ssh);
    } catch (IllegalArgumentException invalid) {
      throw new SshFault(
          FailureType.PRECONDITION_FAILED,
          "find the way to " + address,
          String.valueOf(invalid.getMessage()),
          "Write bastions as [user@]host[:port].",
          invalid);
    }
  }

  private Endpoint plain(Host host, String address, SshSettings ssh) {
    String user = host.user() == null ? ssh.user() : host.user();
    int port = host.port() == null ? ssh.port() : host.port();
    List<Hop> jumps = ssh.jumps().stream().map(jump -> Hop.parse(jump, ssh.user())).toList();
    List<String> files = ssh.knownHosts().isEmpty() ? USUAL_KNOWN_HOSTS : ssh.knownHosts();
    return new Endpoint(
        new Hop(user, bare(address), port),
        jumps,
        new Trust(paths(files), ssh.hostKeys()),
        credentials(ssh, USUAL_KEYS, agent(ssh.agent())));
  }

  private Endpoint configured(
      Host host, String address, SshSettings ssh, Map<String, List<String>> said) {
    OpenSshConfig.first(said, "proxycommand").ifPresent(EndpointResolver::refuseProxyCommand);
    List<String> files =
        ssh.knownHosts().isEmpty()
            ? Stream.of("userknownhostsfile", "globalknownhostsfile")
                .flatMap(keyword -> said.getOrDefault(keyword, List.of()).stream())
                .flatMap(value -> Arrays.stream(value.split(" ")))
                .filter(file -> !file.equals("none"))
                .toList()
            : ssh.knownHosts();
    return new Endpoint(
        hop(said, host.user(), host.port(), ssh, address),
        jumps(ssh, said),
        new Trust(paths(files), ssh.hostKeys()),
        credentials(
            ssh, said.getOrDefault("identityfile", USUAL_KEYS), configuredAgent(ssh, said)));
  }

  private Hop hop(
      Map<String, List<String>> said,
      @Nullable String user,
      @Nullable Integer port,
      SshSettings ssh,
      String address) {
    String configuredUser =
        OpenSshConfig.first(said, "user")
            .filter(name -> !Optional.of(name).equals(config.byDefault("user")))
            .orElse(ssh.user());
    int configuredPort =
        OpenSshConfig.first(said, "port")
            .map(Integer::parseInt)
            .filter(number -> number != SSH_PORT)
            .orElse(ssh.port());
    return new Hop(
        user == null ? configuredUser : user,
        bare(OpenSshConfig.first(said, "hostname").orElse(address)),
        port == null ? configuredPort : port);
  }

  /** Bastions, whose names ~/.ssh/config may explain like those of hosts. */
  private List<Hop> jumps(SshSettings ssh, Map<String, List<String>> said) {
    List<String> texts =
        ssh.jumps().isEmpty()
            ? OpenSshConfig.first(said, "proxyjump")
                .filter(value -> !value.equals("none"))
                .map(value -> List.of(value.split(",")))
                .orElse(List.of())
            : ssh.jumps();
    return texts.stream().map(text -> jump(text.strip(), ssh)).toList();
  }

  private Hop jump(String text, SshSettings ssh) {
    Hop named = Hop.parse(text, "");
    Integer port = named.port() == SSH_PORT ? null : Integer.valueOf(named.port());
    String user = named.user().isEmpty() ? null : named.user();
    return hop(config.of(named.host()), user, port, bastionSettings(ssh), named.host());
  }

  /** The stage's port is that of its hosts, not of its bastions. */
  private static SshSettings bastionSettings(SshSettings ssh) {
    return new SshSettings(
        ssh.user(),
        SSH_PORT,
        ssh.jumps(),
        ssh.identities(),
        ssh.passphrase(),
        ssh.agent(),
        ssh.knownHosts(),
        ssh.hostKeys(),
        ssh.useConfig());
  }

  private Credentials credentials(SshSettings ssh, List<String> usual, @Nullable Path agent) {
    boolean named = !ssh.identities().isEmpty();
    return new Credentials(
        paths(named ? ssh.identities() : usual),
        named,
        ssh.passphrase(),
        agent,
        ssh.agent() != null,
        ssh.certificate());
  }

  private @Nullable Path agent(@Nullable String setting) {
    String socket = setting == null ? environment.get("SSH_AUTH_SOCK") : setting;
    return socket == null || socket.isBlank() ? null : path(socket);
  }

  private @Nullable Path configuredAgent(SshSettings ssh, Map<String, List<String>> said) {
    String value = OpenSshConfig.first(said, "identityagent").orElse("SSH_AUTH_SOCK");
    if (ssh.agent() != null || value.equals("SSH_AUTH_SOCK")) {
      return agent(ssh.agent());
    }
    if (value.equals("none")) {
      return null;
    }
    return agent(value.startsWith("$") ? environment.get(value.substring(1)) : value);
  }

  private List<Path> paths(List<String> texts) {
    return texts.stream().map(this::path).toList();
  }

  private Path path(String text) {
    return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
  }

  /** An IPv6 address as people write it, without its brackets. */
  private static String bare(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  private static void refuseProxyCommand(String command) {
    if (!command.equals("none")) {
      throw new SshFault(
          FailureType.PRECONDITION_FAILED,
          "follow ~/.ssh/config",
          "it wants ProxyCommand, which Slipway does not run",
          "Use ProxyJump, or ssh.jump in slipway.yml.");
    }
  }
}
