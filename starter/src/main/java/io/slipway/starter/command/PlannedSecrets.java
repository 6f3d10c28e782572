package io.slipway.starter.command;

import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.domain.Host;
import io.slipway.domain.HostName;
import io.slipway.domain.Secret;
import io.slipway.domain.SecretFile;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Secrets;
import io.slipway.domain.Step;
import io.slipway.domain.Steps;
import io.slipway.domain.Target;
import io.slipway.starter.output.SecretsPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says beforehand which secrets a deploy would bring where. */
final class PlannedSecrets {
  private PlannedSecrets() {}

  /**
   * @param found what a look at the stage's secrets has found; null when nobody has looked
   * @return null when the application has none
   */
  static @Nullable SecretsPlan of(Target target, @Nullable SecretsFound found) {
    Secrets secrets = target.secrets();
    if (secrets == null) {
      return null;
    }
    List<SecretPin> pins = found == null ? List.of() : found.pins();
    return new SecretsPlan(
        secrets.version(),
        secrets.entries().stream()
            .map(s -> new SecretsPlan.EntryPlan(s.name(), s.ref(), version(s.ref(), pins)))
            .toList(),
        secrets.files().stream().map(file -> file(file, secrets, target)).toList(),
        steps(target.steps()));
  }

  private static @Nullable String version(SecretRef ref, List<SecretPin> pins) {
    for (SecretPin pin : pins) {
      if (pin.document().equals(ref.document())) {
        return pin.version();
      }
    }
    return null;
  }

  private static SecretsPlan.FilePlan file(SecretFile file, Secrets secrets, Target target) {
    List<HostName> hosts = target.hosts().stream().filter(file::isOn).map(Host::name).toList();
    return new SecretsPlan.FilePlan(
        file.path(),
        file.format(),
        file.template(),
        file.names().isEmpty()
            ? secrets.entries().stream().map(Secret::name).toList()
            : file.names(),
        file.mode(),
        file.owner(),
        hosts.size() == target.hosts().size() ? null : hosts);
  }

  private static List<SecretsPlan.StepPlan> steps(Steps steps) {
    List<SecretsPlan.StepPlan> having = new ArrayList<>();
    add(having, "build", steps.build());
    add(having, "migrate", steps.migrate());
    add(having, "before_switch", steps.beforeEach());
    add(having, "restart", steps.restart());
    add(having, "finished", steps.afterAll());
    return having;
  }

  private static void add(List<SecretsPlan.StepPlan> having, String name, @Nullable Step step) {
    if (step != null && !step.secrets().isEmpty()) {
      having.add(new SecretsPlan.StepPlan(name, step.secrets()));
    }
  }
}
