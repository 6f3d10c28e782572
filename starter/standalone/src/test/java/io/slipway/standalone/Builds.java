package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A web server on loopback where archives of an application lie, beside their checksums. */
final class Builds implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger failing = new AtomicInteger();
  private final AtomicReference<@Nullable Runnable> afterLook = new AtomicReference<>();

  Builds() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Builds a version, the same bytes each time. */
  void publish(Path scratch, String version) {
    publish(scratch, version, version);
  }

  /** Builds a version that says another. */
  void publish(Path scratch, String version, String says) {
    try {
      Path folder = Files.createTempDirectory(scratch, "build");
      Path tree = Files.createDirectory(folder.resolve("app"));
      Files.writeString(tree.resolve("VERSION"), says + "\n");
      Path run = Files.createDirectory(tree.resolve("bin")).resolve("run");
      Files.writeString(run, "#!/bin/sh\n");
      String made =
          Program.run(
              Launch.of(
                      "sh",
                      "-c",
                      "chmod 755 app/bin/run && tar --sort=name --mtime=@0 --owner=0 --group=0 -c"
                          + " app | gzip -n > archive")
                  .in(folder),
              Duration.ofSeconds(30));
      byte[] archive = Files.readAllBytes(folder.resolve("archive"));
      String name = "/app-%s.tar.gz".formatted(version);
      files.put(name, archive);
      files.put(name + ".sha256", "%s  app%s\n".formatted(sha256(archive), made).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a version signed, beside its archive. */
  void sign(Path scratch, String version, Path key) {
    String name = "/app-%s.tar.gz".formatted(version);
    try {
      Path archive = Files.createTempFile(scratch, "archive", "");
      Files.write(archive, Objects.requireNonNull(files.get(name)));
      String unused =
          SigningKeys.keygen(
              "-q",
              "-Y",
              "sign",
              "-O",
              "hashalg=sha256",
              "-n",
              "slipway-artifact",
              "-f",
              key.toString(),
              archive.toString());
      files.put(name + ".sig", Files.readAllBytes(Path.of(archive + ".sig")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SHA-256 of a version's archive. */
  String sum(String version) {
    return sha256(Objects.requireNonNull(files.get("/app-%s.tar.gz".formatted(version))));
  }

  /** Does something once, after the next time that somebody has asked for an archive. */
  void afterNextLook(Runnable what) {
    afterLook.set(what);
  }

  /** The next so many questions are answered with 503. */
  void failing(int times) {
    failing.set(times);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] bytes = files.get(path);
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        Runnable then = path.endsWith(".gz") ? afterLook.getAndSet(null) : null;
        if (then != null) {
          then.run();
        }
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
