package io.slipway.starter.config;

import io.slipway.domain.Channel;
import io.slipway.domain.Notifier;
import io.slipway.domain.Occasion;
import io.slipway.domain.SecretRef;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the domain's notifiers of sections without faults, and fills in what is left out. */
final class NotifierMaker {
  private static final String API = "https://api.github.com";

  private final StageDraft stage;

  private NotifierMaker(StageDraft stage) {
    this.stage = stage;
  }

  static List<Notifier> of(StageDraft stage) {
    NotifierMaker maker = new NotifierMaker(stage);
    return stage.notifications().stream().map(n -> maker.notifier(n.value())).toList();
  }

  private Notifier notifier(NotifierSpec spec) {
    return new Notifier(
        channel(spec),
        spec.on() == null ? Occasion.ALL : spec.on().stream().map(NotifierMaker::given).toList(),
        spec.text());
  }

  private Channel channel(NotifierSpec spec) {
    if (spec.slack() != null) {
      return new Channel.Slack(reference(spec.slack()));
    }
    if (spec.teams() != null) {
      return new Channel.Teams(reference(spec.teams()));
    }
    if (spec.email() != null) {
      return email(spec.email());
    }
    WebhookSpec webhook = spec.webhook();
    if (webhook != null) {
      return new Channel.Webhook(
          reference(given(webhook.url())),
          webhook.secret() == null ? null : reference(webhook.secret()));
    }
    return spec.github() == null
        ? new Channel.Program(given(spec.command()))
        : github(spec.github());
  }

  private Channel email(EmailSpec spec) {
    Channel.Protection tls = Objects.requireNonNullElse(spec.tls(), Channel.Protection.STARTTLS);
    int standard =
        switch (tls) {
          case STARTTLS -> 587;
          case IMPLICIT -> 465;
          case NONE -> 25;
        };
    return new Channel.Email(
        given(spec.to()).stream().map(NotifierMaker::given).toList(),
        given(spec.from()),
        given(spec.host()),
        Objects.requireNonNullElse(spec.port(), standard),
        tls,
        spec.user(),
        spec.password() == null ? null : reference(spec.password()));
  }

  private Channel github(GitHubSpec spec) {
    return new Channel.GitHub(
        given(spec.repository()),
        reference(given(spec.token())),
        filled(Objects.requireNonNullElse(spec.environment(), "{stage}")),
        Objects.requireNonNullElse(spec.api(), API).replaceFirst("/+$", ""));
  }

  private SecretRef reference(String text) {
    return SecretRef.parse(filled(text));
  }

  private String filled(String text) {
    return text.replace("{stage}", stage.name());
  }

  /** What the reader has made sure of. */
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value, "a faulty file was taken for a valid one");
  }
}
