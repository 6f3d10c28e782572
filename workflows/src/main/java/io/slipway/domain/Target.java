package io.slipway.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application on a stage: all that a deploy must know but the revision.
 *
 * @param health null when nothing is verified over the application's own means
 * @param readThrough null when it is not verified what is served
 * @param secrets null when the application has none
 * @param hosts the hosts selected for this run, in the order of the file; never empty
 */
public record Target(
    ApplicationName application,
    StageName stage,
    Source source,
    Layout layout,
    Steps steps,
    @Nullable HealthCheck health,
    SshSettings ssh,
    Rollout rollout,
    List<Host> hosts,
    @Nullable ReadThrough readThrough,
    @Nullable Secrets secrets) {

  public Target {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("stage %s has no hosts".formatted(stage));
    }
  }

  /** A target of which nobody asks what it serves, and without secrets. */
  public Target(
      ApplicationName application,
      StageName stage,
      Source source,
      Layout layout,
      Steps steps,
      @Nullable HealthCheck health,
      SshSettings ssh,
      Rollout rollout,
      List<Host> hosts) {
    this(application, stage, source, layout, steps, health, ssh, rollout, hosts, null, null);
  }

  /** The same target for other hosts of the stage: a batch of it. */
  public Target withHosts(List<Host> others) {
    return new Target(
        application,
        stage,
        source,
        layout,
        steps,
        health,
        ssh,
        rollout,
        others,
        readThrough,
        secrets);
  }

  /** The same target, with other commands of the user's. */
  public Target withSteps(Steps others) {
    return new Target(
        application,
        stage,
        source,
        layout,
        others,
        health,
        ssh,
        rollout,
        hosts,
        readThrough,
        secrets);
  }

  /** The same target, reached with other settings. */
  public Target withSsh(SshSettings others) {
    return new Target(
        application,
        stage,
        source,
        layout,
        steps,
        health,
        others,
        rollout,
        hosts,
        readThrough,
        secrets);
  }

  /** The same target, with other secrets. */
  public Target withSecrets(@Nullable Secrets others) {
    return new Target(
        application,
        stage,
        source,
        layout,
        steps,
        health,
        ssh,
        rollout,
        hosts,
        readThrough,
        others);
  }

  /** Every reference to a secret that it holds. */
  public List<SecretRef> references() {
    List<SecretRef> found = new ArrayList<>();
    if (secrets != null) {
      secrets.entries().forEach(s -> found.add(s.ref()));
    }
    if (ssh.certificate() != null) {
      found.add(ssh.certificate());
    }
    return List.copyOf(found);
  }
}
