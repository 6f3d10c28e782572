package io.slipway.notify;

import io.slipway.domain.Channel;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretStore;
import io.slipway.tls.Trust;
import io.slipway.watch.Watch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the activity that tells notifiers, and what it works through. */
public final class Notifying {
  /**
   * Names a file of certificates in PEM that web and mail servers of notifiers are trusted by, in
   * place of the machine's.
   */
  public static final String CA = "SLIPWAY_NOTIFY_CA";

  private final SecretStore store;
  private final Redactor redactor;
  private final InstantSource clock;
  private final @Nullable String ca;
  private final boolean commands;

  /**
   * @param store stays the caller's to close
   * @param redactor takes known values out of what is told
   * @param environment of the worker, which says whether it runs commands and whom it trusts
   */
  public Notifying(
      SecretStore store, Redactor redactor, InstantSource clock, Map<String, String> environment) {
    this.store = store;
    this.redactor = redactor;
    this.clock = clock;
    this.ca = environment.get(CA);
    this.commands = "allow".equals(environment.get(Watch.PERMISSION));
  }

  /** The implementation that a worker registers. */
  public Object activities() {
    return new Telling(this, redactor, new Pacing(clock));
  }

  Attempt attempt(boolean repeated, Runnable mark) {
    return new Attempt(store, redactor, repeated, mark);
  }

  /** The way to tell, for one attempt. */
  Passage passage(Channel channel) {
    return switch (channel) {
      case Channel.Slack slack -> over(http -> new SlackSender(slack, http));
      case Channel.Teams teams -> over(http -> new TeamsSender(teams, http));
      case Channel.Webhook webhook -> over(http -> new WebhookSender(webhook, http, clock));
      case Channel.GitHub github -> over(http -> new GitHubSender(github, http));
      case Channel.Email email -> new Passage(new MailSender(email, trust()), () -> {});
      case Channel.Program program -> new Passage(new ProgramSender(program, commands), () -> {});
    };
  }

  private Passage over(Function<Exchange, Sender> sender) {
    Exchange http = new Exchange(trust());
    return new Passage(sender.apply(http), http::close);
  }

  /** A sender, and what is to be closed after it. */
  record Passage(Sender sender, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** Read each time, so that a new authority needs no new worker. */
  private SSLContext trust() {
    try {
      return Trust.of(ca);
    } catch (IOException e) {
      throw SendFault.refused(
          "the worker cannot read the certificates in %s".formatted(ca),
          "Look at %s in its environment.".formatted(CA));
    }
  }
}
