package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An application on a stage: all that a deploy must know but the revision.
 *
 * @param health null when nothing is verified over the application's own means
 * @param readThrough null when it is not verified what is served
 * @param secrets null when the application has none
 * @param hosts the hosts selected for this run, in the order of the file; never empty
 * @param traffic null when nobody keeps visitors away from hosts that change
 * @param approvals null when a deploy needs nobody's but its asker's word
 * @param notifiers who is told of runs
 * @param windows null when the stage's file leaves deploys open at all times
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
    @Nullable Secrets secrets,
    @Nullable Traffic traffic,
    @Nullable Approvals approvals,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Notifier> notifiers,
    @Nullable Windows windows) {

  public Target {
    hosts = List.copyOf(hosts);
    notifiers = notifiers == null ? List.of() : List.copyOf(notifiers);
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

  /** A target that no balancer is told of. */
  public Target(
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
    this(
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
        secrets,
        null,
        null,
        List.of(),
        null);
  }

  /** The same target for other hosts of the stage: a batch of it. */
  public Target withHosts(List<Host> others) {
    return but(draft -> draft.hosts = others);
  }

  /** The same target, with other commands of the user's. */
  public Target withSteps(Steps others) {
    return but(draft -> draft.steps = others);
  }

  /** The same target, reached with other settings. */
  public Target withSsh(SshSettings others) {
    return but(draft -> draft.ssh = others);
  }

  /** The same target, with other secrets. */
  public Target withSecrets(@Nullable Secrets others) {
    return but(draft -> draft.secrets = others);
  }

  /** The same target, with other ways of its visitors. */
  public Target withTraffic(@Nullable Traffic other) {
    return but(draft -> draft.traffic = other);
  }

  /** The same target, with other approvals that a deploy needs. */
  public Target withApprovals(@Nullable Approvals others) {
    return but(draft -> draft.approvals = others);
  }

  /** The same target, with others who are told of its runs. */
  public Target withNotifiers(List<Notifier> others) {
    return but(draft -> draft.notifiers = others);
  }

  /** The same target, open at other times. */
  public Target withWindows(@Nullable Windows others) {
    return but(draft -> draft.windows = others);
  }

  private Target but(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.target();
  }

  /** The same target with the first host of each login: for what is not asked host by host. */
  public Target withOneHostOfEachLogin() {
    Map<String, Host> first = new LinkedHashMap<>();
    hosts.forEach(h -> first.putIfAbsent(h.user() == null ? ssh.user() : h.user(), h));
    return withHosts(List.copyOf(first.values()));
  }

  /** Every reference to a secret that it holds. */
  public List<SecretRef> references() {
    List<SecretRef> found = new ArrayList<>(needed());
    notifiers.forEach(n -> found.addAll(n.channel().references()));
    if (source.artifact() != null && source.artifact().token() != null) {
      found.add(source.artifact().token());
    }
    return List.copyOf(found);
  }

  /** References to the secrets without which nothing can be deployed. */
  public List<SecretRef> needed() {
    List<SecretRef> found = new ArrayList<>();
    if (secrets != null) {
      secrets.entries().forEach(s -> found.add(s.ref()));
    }
    if (ssh.certificate() != null) {
      found.add(ssh.certificate());
    }
    return List.copyOf(found);
  }

  /** What a target can be had with that differs in a part. */
  private static final class Draft {
    private final Target from;
    private Steps steps;
    private SshSettings ssh;
    private List<Host> hosts;
    private @Nullable Secrets secrets;
    private @Nullable Traffic traffic;
    private @Nullable Approvals approvals;
    private List<Notifier> notifiers;
    private @Nullable Windows windows;

    private Draft(Target from) {
      this.from = from;
      this.steps = from.steps;
      this.ssh = from.ssh;
      this.hosts = from.hosts;
      this.secrets = from.secrets;
      this.traffic = from.traffic;
      this.approvals = from.approvals;
      this.notifiers = from.notifiers;
      this.windows = from.windows;
    }

    private Target target() {
      return new Target(
          from.application,
          from.stage,
          from.source,
          from.layout,
          steps,
          from.health,
          ssh,
          from.rollout,
          hosts,
          from.readThrough,
          secrets,
          traffic,
          approvals,
          notifiers,
          windows);
    }
  }
}
