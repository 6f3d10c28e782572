package io.slipway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.Notice;
import io.slipway.domain.Channel;
import io.slipway.domain.PlainText;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Mail in plain text, by SMTP. */
final class MailSender implements Sender {
  private static final String LIMIT = "10000";

  private final Channel.Email channel;
  private final SSLContext trust;

  MailSender(Channel.Email channel, SSLContext trust) {
    this.channel = channel;
    this.trust = trust;
  }

  @Override
  public void send(Notice notice, Attempt attempt) {
    String password = channel.password() == null ? null : attempt.value(channel.password());
    if (password != null && channel.tls() == Channel.Protection.NONE) {
      throw SendFault.refused(
          "a password is not sent without TLS", "Set tls to starttls or implicit.");
    }
    Session session = Session.getInstance(properties());
    InternetAddress[] to = addresses(channel.to());
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage message = message(session, notice, to);
      connect(transport, password);
      attempt.begins();
      deliver(transport, message, to);
    } catch (MessagingException e) {
      throw SendFault.refused(
          "no mail can be made of it (%s)".formatted(e.getClass().getSimpleName()),
          "Look at its text and addresses.");
    }
  }

  /** What goes wrong after a server has taken it changes nothing. */
  private static void deliver(Transport transport, MimeMessage message, InternetAddress[] to) {
    try {
      transport.sendMessage(message, to);
    } catch (SendFailedException e) {
      throw refusal(e);
    } catch (MessagingException e) {
      throw gone();
    }
  }

  private static SendFault gone() {
    return SendFault.doubtful(
        "the mail server went away before it said whether it has it",
        "Look whether the mail has arrived.");
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  private void connect(Transport transport, @Nullable String password) {
    String place = "%s:%d".formatted(channel.host(), channel.port());
    try {
      transport.connect(channel.host(), channel.port(), channel.user(), password);
    } catch (AuthenticationFailedException e) {
      throw SendFault.refused(
          "%s did not let %s log in".formatted(place, channel.user()),
          "Look at the user and at %s.".formatted(channel.password()));
    } catch (MessagingException e) {
      if (chain(e).stream().anyMatch(SSLException.class::isInstance)) {
        throw SendFault.refused(
            "the worker does not trust the certificate of %s, or it speaks no TLS".formatted(place),
            "Look at tls and the port, and name its authority in the worker's environment: %s=FILE."
                .formatted(Notifying.CA));
      }
      boolean answers = chain(e).stream().noneMatch(IOException.class::isInstance);
      throw answers
          ? SendFault.refused(
              "%s is no mail server that offers what tls: %s asks for"
                  .formatted(place, channel.tls().name().toLowerCase(Locale.ROOT)),
              "Look at host, port and tls.")
          : SendFault.away(
              "no mail server answers at %s".formatted(place),
              "Look whether the worker gets there.");
    }
  }

  private static List<Throwable> chain(MessagingException failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && chain.size() < 20; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  /** With what the server says in figures; its words may be anything. */
  private static SendFault refusal(SendFailedException failure) {
    List<String> refused = new ArrayList<>();
    int worst = 0;
    for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
      int code =
          switch (m) {
            case SMTPAddressFailedException a -> told(refused, a.getReturnCode(), a.getAddress());
            case SMTPSenderFailedException s -> told(refused, s.getReturnCode(), s.getAddress());
            case SMTPSendFailedException s -> s.getReturnCode();
            default -> 0;
          };
      worst = Math.max(worst, code);
    }
    if (worst < 400) {
      return gone();
    }
    String whom = refused.isEmpty() ? "the mail" : String.join(", ", refused);
    String reason = "the mail server refused %s with %d".formatted(whom, worst);
    return worst >= 500
        ? SendFault.refused(reason, "Look at the addresses, and whether it takes mail from there.")
        : SendFault.away(reason, "It may take it later.");
  }

  private static int told(List<String> refused, int code, InternetAddress address) {
    refused.add(PlainText.of(String.valueOf(address)));
    return code;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "mail.smtp.connectiontimeout",
            LIMIT,
            "mail.smtp.timeout",
            LIMIT,
            "mail.smtp.writetimeout",
            LIMIT,
            "mail.smtp.auth",
            String.valueOf(channel.password() != null),
            "mail.smtp.ssl.checkserveridentity",
            "true",
            "mail.smtp.ssl.socketFactory",
            trust.getSocketFactory(),
            "mail.smtp.quitwait",
            "false"));
    switch (channel.tls()) {
      case IMPLICIT -> properties.put("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> properties.put("mail.smtp.starttls.enable", "false");
    }
    return properties;
  }

  private MimeMessage message(Session session, Notice notice, InternetAddress[] to)
      throws MessagingException {
    NoticeWords words = new NoticeWords(notice);
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id(notice.id()));
          }
        };
    message.setFrom(addresses(List.of(channel.from()))[0]);
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject(PlainText.of(words.headline()), UTF_8.name());
    message.setSentDate(Date.from(notice.at()));
    message.setHeader("Auto-Submitted", "auto-generated");
    // Mail of one run is shown together.
    message.setHeader("References", id(notice.run()));
    String facts =
        words.facts().entrySet().stream()
            .map(f -> "%s: %s".formatted(f.getKey(), f.getValue()))
            .collect(Collectors.joining("\n"));
    message.setText("%s\n\n%s\n".formatted(words.text(), facts), UTF_8.name());
    return message;
  }

  private static String id(String of) {
    return "<%s@slipway>".formatted(UUID.nameUUIDFromBytes(of.getBytes(UTF_8)));
  }

  private static InternetAddress[] addresses(List<String> texts) {
    InternetAddress[] addresses = new InternetAddress[texts.size()];
    for (int i = 0; i < addresses.length; i++) {
      try {
        addresses[i] = new InternetAddress(texts.get(i), true);
      } catch (AddressException e) {
        throw SendFault.refused(
            "'%s' is no mail address".formatted(PlainText.of(texts.get(i))),
            "Write one such as ops@example.com.");
      }
    }
    return addresses;
  }
}
