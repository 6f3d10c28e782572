package io.slipway.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way on which somebody is told. What opens it is kept elsewhere: here are references. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Channel.Slack.class, name = "slack"),
  @JsonSubTypes.Type(value = Channel.Teams.class, name = "teams"),
  @JsonSubTypes.Type(value = Channel.Email.class, name = "email"),
  @JsonSubTypes.Type(value = Channel.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = Channel.GitHub.class, name = "github"),
  @JsonSubTypes.Type(value = Channel.Program.class, name = "program")
})
public sealed interface Channel {

  /** What messages call it. */
  String words();

  /** Whatever must be read before anything can be told. */
  List<SecretRef> references();

  /**
   * A channel of Slack, by an incoming webhook.
   *
   * @param url leads to the webhook's address
   */
  record Slack(SecretRef url) implements Channel {
    @Override
    public String words() {
      return "Slack (%s)".formatted(url);
    }

    @Override
    public List<SecretRef> references() {
      return List.of(url);
    }
  }

  /**
   * A channel or chat of Microsoft Teams, by a webhook of a workflow there.
   *
   * @param url leads to the webhook's address
   */
  record Teams(SecretRef url) implements Channel {
    @Override
    public String words() {
      return "Teams (%s)".formatted(url);
    }

    @Override
    public List<SecretRef> references() {
      return List.of(url);
    }
  }

  /**
   * E-mail, by SMTP.
   *
   * @param to addresses; never empty
   * @param from the sender's address
   * @param host of the server that takes mail from the worker
   * @param port 1 to 65535
   * @param user who logs in there; null when nobody does
   * @param password null when nobody logs in
   */
  record Email(
      List<String> to,
      String from,
      String host,
      int port,
      Protection tls,
      @Nullable String user,
      @Nullable SecretRef password)
      implements Channel {
    public Email {
      to = List.copyOf(to);
    }

    @Override
    public String words() {
      return "e-mail to %s".formatted(String.join(", ", to));
    }

    @Override
    public List<SecretRef> references() {
      return Stream.ofNullable(password).toList();
    }
  }

  /** How the way to a mail server is protected. */
  enum Protection {
    /** By TLS from the first byte. */
    IMPLICIT,
    /** By TLS after a word in clear; without it, nothing is sent. */
    STARTTLS,
    /** Not at all. */
    NONE
  }

  /**
   * Anything that takes JSON by POST.
   *
   * @param url leads to its address
   * @param secret leads to the key of the signature; null for none
   */
  record Webhook(SecretRef url, @Nullable SecretRef secret) implements Channel {
    @Override
    public String words() {
      return "webhook (%s)".formatted(url);
    }

    @Override
    public List<SecretRef> references() {
      return secret == null ? List.of(url) : List.of(url, secret);
    }
  }

  /**
   * Deployments of a repository at GitHub, each with its statuses.
   *
   * @param repository owner and name, with a slash between
   * @param environment what GitHub calls the stage
   * @param api address of GitHub's API, without a slash at its end
   */
  record GitHub(String repository, SecretRef token, String environment, String api)
      implements Channel {
    @Override
    public String words() {
      return "GitHub (%s, %s)".formatted(repository, environment);
    }

    @Override
    public List<SecretRef> references() {
      return List.of(token);
    }
  }

  /**
   * A command on the worker, which is given the notice as JSON.
   *
   * @param run for sh
   */
  record Program(String run) implements Channel {
    @Override
    public String words() {
      return "command '%s'".formatted(run);
    }

    @Override
    public List<SecretRef> references() {
      return List.of();
    }
  }
}
