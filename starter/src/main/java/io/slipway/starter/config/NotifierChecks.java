package io.slipway.starter.config;

import io.slipway.domain.Channel;

/** What must fit together in who is told of a stage's runs. */
final class NotifierChecks {
  private final Faults faults;

  private NotifierChecks(Faults faults) {
    this.faults = faults;
  }

  static void run(StageDraft stage, Faults faults) {
    NotifierChecks checks = new NotifierChecks(faults);
    for (Chosen<NotifierSpec> notifier : stage.notifications()) {
      if (notifier.value().on() != null && notifier.value().on().isEmpty()) {
        faults.add(
            notifier.path().key("on"),
            "holds no occasion, so that nobody would be told",
            "Name some, or remove it to tell of all.");
      }
      if (notifier.value().email() != null) {
        checks.email(notifier.value().email(), notifier.path().key("email"));
      }
    }
  }

  private void email(EmailSpec email, KeyPath path) {
    if (email.to() != null && email.to().isEmpty()) {
      faults.add(path.key("to"), "holds no address", "Name at least one.");
    }
    if ((email.user() == null) != (email.password() == null)
        && !faults.has(path.key("user"))
        && !faults.has(path.key("password"))) {
      faults.add(
          path,
          email.user() == null ? "has a password and no user" : "has a user and no password",
          "Give both, or neither.");
    } else if (email.password() != null && email.tls() == Channel.Protection.NONE) {
      faults.add(
          path.key("tls"),
          "would send the password in clear",
          "Take starttls or implicit, or log in as nobody.");
    }
  }
}
