package io.slipway.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps what it is given. */
final class MailServer implements AutoCloseable {
  static final String USER = "slipway@example.com";

  private final SMTPServer server;
  private final List<byte[]> mails = new CopyOnWriteArrayList<>();
  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable RejectException> refusal = new AtomicReference<>();
  private volatile boolean vanishing;
  private volatile @Nullable Socket accepted;

  /**
   * @param tls what it speaks after STARTTLS, or from the first byte; null for neither
   * @param password of {@link #USER}, who must log in; null when nobody needs to
   */
  MailServer(@Nullable SSLContext tls, boolean implicit, @Nullable String password) {
    SMTPServer.Builder builder =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(context -> new Handler());
    if (tls != null && implicit) {
      builder.serverSocketFactory(tls);
    } else if (tls != null) {
      builder
          .serverSocketFactory(Listening::new)
          .enableTLS()
          .requireTLS()
          .startTlsSocketFactory(tls);
    }
    if (password != null) {
      builder
          .requireAuth()
          .authenticationHandlerFactory(
              new EasyAuthenticationHandlerFactory(
                  (user, given, context) -> {
                    if (!user.equals(USER) || !given.equals(password)) {
                      throw new LoginFailedException();
                    }
                  }));
    }
    server = builder.build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  List<byte[]> mails() {
    return List.copyOf(mails);
  }

  List<String> recipients() {
    return List.copyOf(recipients);
  }

  /** From now on refuses every recipient. */
  void refuses(int code) {
    refusal.set(new RejectException(code, "said in private"));
  }

  /** From now on goes away once it has a mail. */
  void vanishes() {
    vanishing = true;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Remembers whom it has last let in. */
  private final class Listening extends ServerSocket {
    Listening() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Socket socket = super.accept();
      accepted = socket;
      return socket;
    }
  }

  private final class Handler implements MessageHandler {
    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) throws RejectException {
      RejectException why = refusal.get();
      if (why != null) {
        throw why;
      }
      recipients.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws IOException {
      mails.add(data.readAllBytes());
      if (vanishing) {
        Objects.requireNonNull(accepted).close();
      }
      return null;
    }

    @Override
    public void done() {}
  }
}
