package io.slipway.starter.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that runs on each host of a role. */
@Section(value = "A command, or only its text: `restart: bin/restart`.", shortForm = "run")
record StepSpec(
    @Key(value = "What runs.", required = true, form = Form.COMMAND) @Nullable String run,
    @Key(value = CommandSpec.ON, form = Form.ROLE) @Nullable String on,
    @Key(value = CommandSpec.TIMEOUT, standard = "5m", form = Form.DURATION)
        @Nullable Duration timeout,
    @Key(value = IDLE_TIMEOUT, form = Form.DURATION) @Nullable Duration idleTimeout,
    @Key(value = SECRETS, form = Form.SECRET_NAME) @Nullable List<@Nullable String> secrets)
    implements CommandSpec {
  static final String SECRETS =
      "Secrets that its environment has, and that of no other command. They are gone with it.";

  static final String IDLE_TIMEOUT =
      "Longest time without output, after which it is killed and counts as failed. Without it, a"
          + " command may be silent.";
}
