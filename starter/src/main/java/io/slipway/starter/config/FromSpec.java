package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where hosts come from that the file does not list. */
@Section(
    value =
        "Hosts that the file does not list. They are asked for on the machine where you type, each"
            + " time that a command needs them.",
    exactlyOneOf = {"command", "ansible", "ec2", "ssm"})
record FromSpec(
    @Key(
            "A command, run by sh in the folder of this file. It prints names, one a line, or hosts"
                + " in JSON: docs/guide/hosts-and-roles.md tells how.")
        @Nullable String command,
    @Key(
            value =
                "An inventory of Ansible, as for `ansible-inventory -i`: a file or a folder, from"
                    + " the folder of this file; several as a list. The groups of a host are its"
                    + " roles and tags.",
            form = Form.INVENTORY,
            oneOrMany = true)
        @Nullable List<@Nullable String> ansible,
    @Key(
            value = "The group of the inventory whose hosts are meant.",
            standard = "all",
            form = Form.NAME)
        @Nullable String group,
    @Key("Running instances of EC2, by their tags.") @Nullable Ec2Spec ec2,
    @Key("Managed nodes of AWS Systems Manager, by their tags.") @Nullable SsmSpec ssm,
    @Key(value = "How long to wait for them.", standard = "60s", form = Form.DURATION)
        @Nullable Duration timeout) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** The key that says it. */
  String kind() {
    if (command != null) {
      return "command";
    }
    if (ansible != null) {
      return "ansible";
    }
    return ec2 != null ? "ec2" : "ssm";
  }

  Duration patience() {
    return Objects.requireNonNullElse(timeout, TIMEOUT);
  }

  String chosenGroup() {
    return Objects.requireNonNullElse(group, "all");
  }
}
