package io.slipway.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.FreePorts;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.TemporaryFolder;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that are real, down at first, or lose their connections. */
final class ForwardingTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PASSWORD = "changeit";

  private final TemporaryFolder folder = new TemporaryFolder("audit");
  private final Path file = folder.path().resolve("audit.jsonl");
  private final List<String> received = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void sends_counted_frames_over_tls_and_what_a_lost_connection_swallowed_again()
      throws IOException, GeneralSecurityException {
    try (SSLServerSocket server = server()) {
      Thread unused = Thread.ofPlatform().daemon().start(() -> receive(server, 3));
      String address =
          "tls://localhost:%d?ca=%s"
              .formatted(server.getLocalPort(), folder.path().resolve("ca.pem"));
      try (Trail trail = Notes.trail(file, Trail.FORWARD, address)) {
        for (int i = 0; i < 8; i++) {
          trail.note(Notes.note("id-" + i, "has \"quotes\" ] and \\ in it"));
        }
        Eventually.within(LIMIT, "all lines", () -> numbers().containsAll(upTo(10)));
      }
    }
    String message = received.stream().filter(m -> m.contains("BEGAN")).findFirst().orElseThrow();
    assertTrue(
        message.matches(
            "<110>1 [-0-9T:.]+Z \\S+ slipway [0-9]+ BEGAN \\[slipway@32473 .*who=\"ana@laptop\"\\]"
                + " \\{.*\\}"),
        message);
    assertTrue(message.endsWith("\"}"), message);
  }

  @Test
  void trusts_nobody_but_the_given_authority() throws IOException, GeneralSecurityException {
    try (SSLServerSocket server = server()) {
      Thread unused = Thread.ofPlatform().daemon().start(() -> receive(server, 1_000));
      SinkAddress stranger = SinkAddress.parse("tls://localhost:" + server.getLocalPort());
      try (SyslogSink sink = new SyslogSink(stranger, "here")) {
        assertThrows(IOException.class, () -> sink.deliver(lines(1)));
      }
    }
    assertEquals(List.of(), received);
  }

  @Test
  void keeps_lines_in_their_order_while_a_receiver_is_down() throws IOException {
    int port = FreePorts.next();
    Files.writeString(folder.path().resolve("token"), "t0ken\n");
    String address =
        "http://127.0.0.1:%d/audit#token=file:%s".formatted(port, folder.path().resolve("token"));
    try (Trail trail = Notes.trail(file, Trail.FORWARD, address)) {
      IntStream.range(0, 5).forEach(i -> trail.note(Notes.note("id-" + i, "why")));
    }
    AtomicInteger refusals = new AtomicInteger(2);
    HttpServer server = http(port, refusals);
    try (Trail trail = Notes.trail(file, Trail.FORWARD, address)) {
      trail.note(Notes.note("late", "why"));
      Eventually.within(LIMIT, "all lines", () -> numbers().size() >= 10);
    } finally {
      server.stop(0);
    }
    assertEquals(upTo(11), numbers().stream().distinct().toList());
    assertEquals(-1, refusals.get());
  }

  @Test
  void has_the_run_wait_where_a_record_is_required() throws IOException {
    String address = "http://127.0.0.1:%d/".formatted(FreePorts.next());
    try (Trail kept = Notes.trail(file, Trail.FORWARD, address)) {
      kept.note(Notes.note("1", "does not wait"));
    }
    Path folderInstead = Files.createDirectories(folder.path().resolve("taken"));
    assertThrows(AuditException.class, () -> Notes.trail(folderInstead));
    try (Trail trail =
        Notes.trail(folder.path().resolve("gone/audit.jsonl"), Trail.REQUIRED, "yes")) {
      Path gone = folder.path().resolve("gone");
      Files.move(gone, folder.path().resolve("moved"));
      Files.writeString(gone, "a file now");
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> trail.note(Notes.note("2", "waits")));
      assertEquals("AUDIT_UNREACHABLE", failure.getType());
    }
  }

  @Test
  void tells_what_was_lost_without_a_file() throws IOException {
    int port = FreePorts.next();
    String address = "http://127.0.0.1:%d/".formatted(port);
    AtomicInteger refusals = new AtomicInteger(-1);
    try (Trail trail =
        Trail.open(Map.of(Trail.FORWARD, address), InstantSource.system(), text -> text)) {
      IntStream.range(0, MemoryStore.MOST + 20)
          .forEach(i -> trail.note(Notes.note("id-" + i, "why")));
      HttpServer server = http(port, refusals);
      try {
        Eventually.within(
            LIMIT,
            "word of the loss",
            () -> received.stream().anyMatch(l -> l.contains("lines-lost")));
      } finally {
        server.stop(0);
      }
    }
    String told = received.stream().filter(l -> l.contains("lines-lost")).findFirst().orElseThrow();
    assertTrue(told.contains("\"result\":\"22\""), told);
    assertTrue(told.contains("Lines 1 to 22 were never sent"), told);
  }

  private HttpServer http(int port, AtomicInteger refusals) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean refused = refusals.getAndUpdate(n -> Math.max(-1, n - 1)) > 0;
            boolean known =
                !exchange.getRequestURI().getPath().equals("/audit")
                    || "Bearer t0ken"
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!refused && known) {
              body.lines().forEach(received::add);
            }
            exchange.sendResponseHeaders(refused ? 503 : known ? 204 : 401, -1);
          }
        });
    server.start();
    return server;
  }

  private List<AuditLine> lines(int notes) throws IOException {
    Notes.fill(file, notes);
    return new TrailReader(new TrailFiles(file)).after(0);
  }

  private List<Long> numbers() {
    return received.stream()
        .map(m -> AuditLine.parse(m.substring(m.indexOf('{'))))
        .map(l -> Objects.requireNonNull(l).entry().n())
        .toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** Ends the first connection after so many frames, and swallows what else came on it. */
  private void receive(SSLServerSocket server, int firstFrames) {
    int left = firstFrames;
    while (!server.isClosed()) {
      try (SSLSocket connection = (SSLSocket) server.accept()) {
        InputStream in = connection.getInputStream();
        for (String frame = frame(in); frame != null && left-- != 0; frame = frame(in)) {
          received.add(frame);
        }
      } catch (IOException e) {
        // The server is closed, or the other side is.
      }
    }
  }

  private static @Nullable String frame(InputStream in) throws IOException {
    int length = 0;
    for (int c = in.read(); c != ' '; c = in.read()) {
      if (c < '0' || c > '9') {
        return null;
      }
      length = length * 10 + c - '0';
    }
    return new String(in.readNBytes(length), US_ASCII);
  }

  private SSLServerSocket server() throws IOException, GeneralSecurityException {
    Path store = folder.path().resolve("server.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var unused =
        Program.run(
            Launch.of(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD),
            LIMIT);
    String certificate =
        Program.run(
            Launch.of(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD),
            LIMIT);
    Files.writeString(folder.path().resolve("ca.pem"), certificate + "\n");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }
}
