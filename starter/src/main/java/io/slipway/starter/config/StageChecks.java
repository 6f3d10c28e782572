package io.slipway.starter.config;

import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Placeholders;
import io.slipway.domain.Role;
import io.slipway.domain.Slot;
import io.slipway.domain.StageName;
import io.slipway.rollout.FreezeCalendar;
import io.slipway.starter.config.HostList.Listed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must fit together in a stage: hosts, roles, directories and checks. */
final class StageChecks {
  private final StageDraft stage;
  private final HostList hosts;
  private final Faults faults;

  private StageChecks(HostList hosts, Faults faults) {
    this.stage = hosts.stage();
    this.hosts = hosts;
    this.faults = faults;
  }

  static void run(HostList hosts, Faults faults) {
    StageChecks checks = new StageChecks(hosts, faults);
    checks.names();
    checks.machines();
    checks.slots();
    checks.primaries();
    checks.logins();
    checks.urls();
    checks.approvals();
    checks.windows();
    HookChecks.run(checks.stage, faults);
    SecretChecks.run(checks.stage, faults);
    TrafficChecks.run(hosts, faults);
    NotifierChecks.run(checks.stage, faults);
    if (hosts.whole()) {
      checks.roles();
      RolloutChecks.run(hosts, faults);
    }
  }

  private void names() {
    Map<HostName, Listed> first = new HashMap<>();
    for (Listed listed : hosts.hosts()) {
      Listed earlier = first.putIfAbsent(listed.host().name(), listed);
      if (earlier != null) {
        faults.add(
            listed.path(),
            "host %s is listed twice, first in line %d"
                .formatted(listed.host().name(), faults.placeOf(earlier.path()).line()),
            "Keep one of them.");
      }
    }
  }

  /** Two names for one directory of one machine would be deployed to at the same time. */
  private void machines() {
    Map<String, Listed> first = new HashMap<>();
    for (Listed listed : hosts.hosts()) {
      Listed earlier = first.putIfAbsent(machine(listed.host()), listed);
      if (earlier != null
          && !earlier.host().name().equals(listed.host().name())
          && !(halved(earlier, listed) && earlier.path().equals(listed.path()))) {
        faults.add(
            listed.path(),
            "%s and %s are the same directory of the same machine"
                .formatted(earlier.host().name(), listed.host().name()),
            "Keep one of them, or give them a deploy_to that holds {host}.");
      }
    }
  }

  /** Whether they are of different halves; what both of one host share is told where these are. */
  private static boolean halved(Listed one, Listed other) {
    Slot first = one.host().slot();
    Slot second = other.host().slot();
    return first != null && second != null && first.color() != second.color();
  }

  /** What only hosts have that are in a half of the stage. */
  private void slots() {
    stage.deployTo().ifPresent(d -> filledIn(d.value(), d.path(), hosts.hosts()));
    TrafficSpec traffic = stage.spec().traffic();
    if (traffic == null) {
      return;
    }
    KeyPath path = stage.path().key("traffic");
    String on = traffic.on();
    List<Listed> reached =
        hosts.hosts().stream().filter(l -> on == null || l.host().plays(Role.of(on))).toList();
    if (traffic.haproxy() != null) {
      filledIn(traffic.haproxy().server(), path.below("haproxy", "server"), reached);
    }
    if (traffic.nginx() != null) {
      filledIn(traffic.nginx().server(), path.below("nginx", "server"), reached);
    }
    if (traffic.aws() != null) {
      filledIn(traffic.aws().target(), path.below("aws", "target"), reached);
    }
  }

  private void filledIn(@Nullable String template, KeyPath path, List<Listed> its) {
    for (String name : List.of("{color}", "{port}")) {
      if (template != null && template.contains(name)) {
        its.stream()
            .filter(l -> filled(name, l.host()).equals(name))
            .findFirst()
            .ifPresent(
                l ->
                    faults.add(
                        path,
                        "holds %s, and %s of stage %s has none"
                            .formatted(name, l.host().name(), stage.name()),
                        "It counts for hosts in a half of their stage, by rollout.blue_green."));
      }
    }
  }

  private String machine(Host host) {
    String address = host.address() == null ? host.name().value() : host.address();
    int port = host.port() == null ? stage.ssh(SshSpec::port).orElse(22) : host.port();
    String directory = stage.deployTo().map(d -> filled(d.value(), host)).orElse("");
    return "%s %d %s".formatted(address.toLowerCase(Locale.ROOT), port, directory);
  }

  private String filled(String template, Host host) {
    return Placeholders.fill(template, host, StageName.of(stage.name()));
  }

  private void primaries() {
    Map<Role, Listed> first = new HashMap<>();
    for (Listed listed : hosts.hosts()) {
      for (Role role : listed.host().primary() ? listed.host().roles() : List.<Role>of()) {
        Listed earlier = first.putIfAbsent(role, listed);
        if (earlier != null && !halved(earlier, listed)) {
          faults.add(
              listed.path().key("primary"),
              "%s and %s are both the primary of role %s"
                  .formatted(earlier.host().name(), listed.host().name(), role),
              "Mark one host of a role only.");
          return;
        }
      }
    }
  }

  private void logins() {
    KeyPath own = stage.path().below("ssh", "user");
    boolean given =
        stage.ssh(SshSpec::user).isPresent()
            || faults.has(own)
            || faults.has(KeyPath.of("ssh", "user"));
    hosts.hosts().stream()
        .filter(listed -> !given && listed.host().user() == null)
        .filter(listed -> !faults.has(listed.path().key("user")))
        .findFirst()
        .ifPresent(
            listed ->
                faults.add(
                    own,
                    "is missing, and %s has no user of its own".formatted(listed.host().name()),
                    "Say who logs in, such as ssh: {user: deploy}."));
  }

  private void urls() {
    stage.health().ifPresent(h -> url(h.value().http(), h.path().key("http")));
    stage.readThrough().ifPresent(r -> url(r.value().http(), r.path().key("http")));
  }

  private void approvals() {
    ApprovalsSpec approvals = stage.spec().approvals();
    if (approvals == null || approvals.groups() == null || approvals.distinctGroups() == null) {
      return;
    }
    int named = approvals.groups().size();
    if (approvals.distinctGroups() > named && named > 0) {
      faults.add(
          stage.path().below("approvals", "distinct_groups"),
          "wants approvals of %d different groups, and %d named"
              .formatted(approvals.distinctGroups(), named),
          "Name more groups, or want fewer.");
    }
  }

  private void windows() {
    int named = stage.spec().windows() == null ? 0 : stage.spec().windows().size();
    if (named > FreezeCalendar.MOST) {
      faults.add(
          stage.path().key("windows"),
          "holds %d windows, and %d is the most".formatted(named, FreezeCalendar.MOST),
          "Join some, and take out what is over.");
    }
  }

  private void url(@Nullable String template, KeyPath path) {
    if (template == null) {
      return;
    }
    for (Listed listed : hosts.hosts()) {
      if (badUrl(template, path, listed.host())) {
        return;
      }
    }
  }

  /** Whether the question cannot be asked of this host, in which case a fault was noted. */
  private boolean badUrl(String template, KeyPath path, Host host) {
    String url = Placeholders.fillUrl(template, host, StageName.of(stage.name()));
    try {
      TextRules.checkUrl(url);
      return false;
    } catch (IllegalArgumentException e) {
      faults.add(
          path,
          "for %s of stage %s, %s".formatted(host.name(), stage.name(), e.getMessage()),
          "Use {host} or {address}, such as http://{address}:8080/up.");
      return true;
    }
  }

  private void roles() {
    List<String> played =
        hosts.hosts().stream()
            .flatMap(l -> l.host().roles().stream())
            .map(Role::value)
            .distinct()
            .toList();
    stage
        .roles()
        .filter(role -> !played.contains(role.value()))
        .forEach(
            role ->
                faults.add(
                    role.path(),
                    "no host of stage %s plays role %s".formatted(stage.name(), role.value()),
                    Suggestion.nearest(role.value(), played)
                        .map("Did you mean %s?"::formatted)
                        .orElse("Give the role to a host of the stage.")));
  }
}
