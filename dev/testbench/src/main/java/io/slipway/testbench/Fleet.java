package io.slipway.testbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Real SSH hosts on this machine, by {@code dev/fleet}: each has its own address, disk and
 * processes, and can be broken. A git daemon serves repositories to them. Needs root.
 */
public final class Fleet implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final FleetClaim claim;
  private final List<FleetHost> hosts;

  private Fleet(FleetClaim claim, int size) {
    this.claim = claim;
    Cleanup.register(this);
    call("up", Integer.toString(size));
    call("git", "start");
    this.hosts = readHosts();
  }

  /** Starts hosts, or skips the test where the machine cannot have them. */
  public static Fleet up(int size) {
    Requirements.fleet();
    return new Fleet(FleetClaim.take(), size);
  }

  /** All hosts, by number. */
  public List<FleetHost> hosts() {
    return hosts;
  }

  /** A host by its number, from 1. */
  public FleetHost host(int number) {
    return hosts.get(number - 1);
  }

  /** Puts a fault on a host, such as {@code --hang} or {@code --fail-cmd mv 1}; see dev/fleet. */
  public void breakHost(int number, String... fault) {
    List<String> arguments = new ArrayList<>(List.of("break", Integer.toString(number)));
    arguments.addAll(List.of(fault));
    call(arguments.toArray(String[]::new));
  }

  /** Undoes all faults of a host. */
  public void heal(int number) {
    call("heal", Integer.toString(number));
  }

  /** Undoes all faults of all hosts. */
  public void healAll() {
    call("heal", "all");
  }

  /** Undoes all faults, empties all disks and stops the apps. */
  public void wipe() {
    healAll();
    call("wipe");
  }

  /** Runs a shell command on a host as the deploy user, without SSH; its output. */
  public String execute(int number, String shellCommand) {
    return call("exec", "--deploy", Integer.toString(number), "--", "sh", "-ec", shellCommand);
  }

  /** What each host has below {@code /srv/app} and serves. */
  public List<FleetHostState> state() {
    return state("/srv/app");
  }

  /** What each host has below the deployment's folder (somewhere in {@code /srv}) and serves. */
  public List<FleetHostState> state(String deployTo) {
    return hosts.stream().map(host -> disk(host.number()).state(host.name(), deployTo)).toList();
  }

  /** Where a file of a host, by its path on the host, lies for this machine. */
  public Path onDisk(int number, String hostPath) {
    return disk(number).locate(hostPath);
  }

  /** A known_hosts file with every host's key. */
  public Path knownHosts() {
    return claim.folder().resolve("known_hosts");
  }

  /** A private key without a passphrase, that every host accepts. */
  public Path privateKey() {
    return claim.folder().resolve("keys/id_ed25519");
  }

  /** A private key with passphrase {@code fleet}, that every host accepts. */
  public Path encryptedKey() {
    return claim.folder().resolve("keys/id_agent");
  }

  /** OpenSSH settings that reach every host by name. */
  public Path sshConfig() {
    return claim.folder().resolve("ssh_config");
  }

  /** Starts an ssh-agent that holds {@link #encryptedKey}; the path of its socket. */
  public Path startAgent() {
    call("agent", "start");
    return claim.folder().resolve("agent.sock");
  }

  /** Makes an empty repository that hosts reach at {@link #gitUrl}. */
  public GitRepository repository(String name) {
    GitRepository repository = GitRepository.create(claim.folder().resolve("git/" + name + ".git"));
    try {
      UserPrincipal deploy =
          claim
              .folder()
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName("deploy");
      Files.setOwner(repository.path(), deploy); // git refuses other users' repositories
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return repository;
  }

  /** Where hosts, and this machine, fetch the repository of that name from. */
  public String gitUrl(String name) {
    return call("git", "url") + "/" + name + ".git";
  }

  /** Stops the git daemon, as if the git server were down; {@link #startGit} brings it back. */
  public void stopGit() {
    call("git", "stop");
  }

  public void startGit() {
    call("git", "start");
  }

  /** Any other command of {@code dev/fleet/fleet}; its output. */
  public String call(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Checkout.path("dev/fleet/fleet").toString()));
    command.addAll(List.of(arguments));
    Launch launch =
        Launch.of(command)
            .with("FLEET_STATE", claim.folder().toString())
            .with("FLEET_NET", claim.net())
            .with("FLEET_SSH_PORT", Integer.toString(claim.sshPort()));
    return Program.run(launch, LIMIT);
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    call("down", "--purge");
  }

  @Override
  public String toString() {
    return "fleet on " + claim.net();
  }

  private HostDisk disk(int number) {
    return new HostDisk(claim.folder().resolve("hosts").resolve(Integer.toString(number)));
  }

  private List<FleetHost> readHosts() {
    List<FleetHost> read = new ArrayList<>();
    try {
      for (JsonNode node : new JsonMapper().readTree(call("hosts", "--json"))) {
        read.add(
            new FleetHost(
                read.size() + 1,
                node.get("name").asText(),
                node.get("address").asText(),
                node.get("port").asInt(),
                node.get("user").asText(),
                node.get("httpPort").asInt(),
                node.get("hostKey").asText()));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("dev/fleet printed what is no JSON", e);
    }
    return List.copyOf(read);
  }
}
