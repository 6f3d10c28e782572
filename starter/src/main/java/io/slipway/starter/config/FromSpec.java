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
    exactlyOneOf = {"command", "ansible"})
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
    @Key(value = "How long to wait for them.", standard = "60s", form = Form.DURATION)
        @Nullable Duration timeout) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  Duration patience() {
    return Objects.requireNonNullElse(timeout, TIMEOUT);
  }

  String chosenGroup() {
    return Objects.requireNonNullElse(group, "all");
  }
}
