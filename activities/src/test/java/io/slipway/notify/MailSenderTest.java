package io.slipway.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.RunOutcome;
import io.slipway.domain.Channel;
import io.slipway.domain.Channel.Protection;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.LocalAuthority;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail through a server that wants TLS and a login. */
final class MailSenderTest extends SenderContract {
  @TempDir Path folder;
  private LocalAuthority authority;
  private MailServer server;

  @BeforeEach
  void open() throws GeneralSecurityException {
    authority = new LocalAuthority(folder);
    server = new MailServer(authority.server(), false, SECRET);
    environment.put("SLIPWAY_NOTIFY_CA", authority.certificate().toString());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Channel to(int port, Protection tls, @Nullable String password) {
    return new Channel.Email(
        List.of("ops@example.com", "ana@example.com"),
        "slipway@example.com",
        "127.0.0.1",
        port,
        tls,
        password == null ? null : MailServer.USER,
        password == null ? null : keep("MAIL", password));
  }

  @Override
  Channel channel() {
    return to(server.port(), Protection.STARTTLS, SECRET);
  }

  @Override
  Channel nowhere() {
    return to(FreePorts.next(), Protection.STARTTLS, SECRET);
  }

  @Override
  void refuses() {
    server.refuses(550);
  }

  @Override
  void isBusy() {
    server.refuses(451);
  }

  @Override
  void vanishes() {
    server.vanishes();
  }

  private List<MimeMessage> messages() {
    return server.mails().stream().map(MailSenderTest::parsed).toList();
  }

  private static MimeMessage parsed(byte[] mail) {
    try {
      return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    } catch (MessagingException e) {
      throw new AssertionError(new String(mail, UTF_8), e);
    }
  }

  @Override
  List<String> heard() {
    return messages().stream().map(MailSenderTest::text).toList();
  }

  private static String text(MimeMessage message) {
    try {
      return "%s\n%s".formatted(message.getSubject(), message.getContent());
    } catch (MessagingException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void is_a_mail_that_programs_know_as_such() throws Exception {
    send(Notices.ended(channel(), RunOutcome.SUCCEEDED));
    MimeMessage mail = messages().getFirst();

    assertEquals("shop: deploy of v1.4.2 on production has succeeded", mail.getSubject());
    assertEquals(List.of("ops@example.com", "ana@example.com"), server.recipients());
    assertEquals(
        "ops@example.com, ana@example.com",
        jakarta.mail.internet.InternetAddress.toString(mail.getRecipients(RecipientType.TO)));
    assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
    assertTrue(mail.getContentType().startsWith("text/plain; charset=UTF-8"));
  }

  @Test
  void mails_of_one_notice_have_one_id_and_those_of_one_run_belong_together() throws Exception {
    send(Notices.ended(channel(), RunOutcome.SUCCEEDED));
    send(Notices.ended(channel(), RunOutcome.SUCCEEDED));
    send(Notices.begun(channel()));
    List<String> ids = messages().stream().map(m -> header(m, "Message-ID")).distinct().toList();
    assertEquals(2, ids.size());
    assertEquals(1, messages().stream().map(m -> header(m, "References")).distinct().count());
  }

  private static String header(MimeMessage mail, String name) {
    try {
      return mail.getHeader(name, null);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothing_that_is_told_becomes_a_header() throws Exception {
    send(Notices.paused(channel(), "first\r\nBcc: eve@example.com\r\n.\r\nRCPT TO:<eve@test>"));
    assertEquals(1, messages().size());
    assertEquals(null, messages().getFirst().getHeader("Bcc", null));
    assertEquals(2, server.recipients().size());
  }

  @Test
  void a_wrong_password_is_told_by_its_reference() {
    SendFault fault = fault(Notices.begun(to(server.port(), Protection.STARTTLS, "wr0ng-one")));
    assertEquals(SendFault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains("did not let slipway@example.com log in"), fault.reason());
    assertTrue(fault.remedy().contains("vault:secret/data/MAIL#value"), fault.remedy());
  }

  @Test
  void tells_nothing_to_a_server_that_nobody_vouches_for() {
    environment.remove("SLIPWAY_NOTIFY_CA");
    SendFault fault = fault(Notices.begun(channel()));
    assertEquals(SendFault.Kind.REFUSED, fault.kind());
    assertTrue(fault.remedy().contains("SLIPWAY_NOTIFY_CA=FILE"), fault.remedy());
    assertEquals(List.of(), heard());
  }

  @Test
  void tells_nothing_to_a_server_without_tls_unless_it_may() throws Exception {
    try (MailServer open = new MailServer(null, false, null)) {
      SendFault fault = fault(Notices.begun(to(open.port(), Protection.STARTTLS, null)));
      assertEquals(SendFault.Kind.REFUSED, fault.kind());
      assertTrue(fault.remedy().contains("tls"), fault.remedy());
      assertEquals(List.of(), open.mails());

      send(Notices.begun(to(open.port(), Protection.NONE, null)));
      assertEquals(1, open.mails().size());
    }
  }

  @Test
  void never_sends_a_password_in_clear() {
    try (MailServer open = new MailServer(null, false, SECRET)) {
      SendFault fault = fault(Notices.begun(to(open.port(), Protection.NONE, SECRET)));
      assertEquals("a password is not sent without TLS", fault.reason());
    }
  }

  @Test
  void speaks_tls_from_the_first_byte() throws Exception {
    try (MailServer implicit = new MailServer(authority.server(), true, SECRET)) {
      send(Notices.begun(to(implicit.port(), Protection.IMPLICIT, SECRET)));
      assertEquals(1, implicit.mails().size());
    }
  }
}
