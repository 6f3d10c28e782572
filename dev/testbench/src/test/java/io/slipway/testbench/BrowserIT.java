package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowserIT {
  /** Its field comes late, and what is typed there is answered later still. */
  private static final String PAGE =
      """
      <!DOCTYPE html><title>A page</title><body><p id=said>nothing said
      <p style="display: none">unseen <button>Another</button>
      <script>
        setTimeout(() => {
          const field = document.createElement('input');
          field.id = 'field';
          field.value = 'old';
          const button = document.createElement('button');
          button.textContent = 'Say';
          button.onclick = () => setTimeout(() => said.textContent = 'said: ' + field.value, 200);
          document.body.append(field, button);
        }, 200);
      </script>
      """;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = PAGE.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/") ? 200 : 404, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void does_what_a_person_does_with_a_page() {
    try (Browser browser = Browser.start()) {
      browser.open(page());
      browser.awaitText("nothing said");
      assertFalse(browser.text().contains("unseen"), browser.text());

      browser.type("#field", "new");
      browser.click("button");
      browser.awaitText("said: new");

      byte[] png = browser.screenshot();
      assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(png, 4), "no PNG");
      assertEquals(404, browser.script("return fetch('/missing').then(a => a.status)").asInt());
      assertTrue(browser.console().stream().anyMatch(line -> line.contains("404 (Not Found)")));
    }
  }

  @Test
  void reaches_nothing_but_this_machine() {
    try (Browser browser = Browser.start()) {
      WebDriver.Refusal refusal =
          assertThrows(WebDriver.Refusal.class, () -> browser.open("http://example.com/"));
      assertTrue(
          String.valueOf(refusal.getMessage()).contains("ERR_NAME_NOT_RESOLVED"),
          refusal.toString());
    }
  }

  @Test
  void leaves_neither_process_nor_file() throws IOException {
    List<ProcessHandle> started;
    Path folder;
    try (Browser browser = Browser.start()) {
      browser.open(page());
      folder = browser.folder();
      started = ProcessHandle.current().descendants().toList();
      assertTrue(started.size() > 2, started.toString());
    }
    assertEquals(List.of(), started.stream().filter(ProcessHandle::isAlive).toList());
    assertFalse(Files.exists(folder));
    assertEquals(List.of(), withArgument(folder.toString()));
  }

  /** Process ids of those that were started with it, whoever their parents are. */
  private static List<String> withArgument(String text) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> commandLine(p).contains(text))
          .map(Path::toString)
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException over) {
      return "";
    }
  }

  private String page() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }
}
