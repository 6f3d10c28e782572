package io.slipway.testbench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A real Chromium without a window and with a profile of its own, as a person would use it: what is
 * clicked must be seen. It reaches nothing but this machine, whose certificates it takes as they
 * are. Elements are named by CSS selectors; each operation waits until the page is ready for it, up
 * to a limit.
 */
public final class Browser implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** The protocol's name of a reference to an element. */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private static final List<String> QUIET =
      List.of(
          "--headless=new",
          "--no-sandbox", // root's browsers have none, and containers give it no namespaces
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-breakpad",
          "--no-first-run",
          "--no-proxy-server",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
          "--remote-debugging-port=0",
          "--lang=en-US",
          "--window-size=1280,900");

  private static final String STARTED = "started successfully on port";
  private static final int TRIES = 5;

  private final TemporaryFolder folder = new TemporaryFolder("browser");
  private final HttpClient client = HttpClient.newHttpClient();
  private final Program program;
  private final WebDriver driver;

  private Browser(Path chromium, Path chromedriver) {
    String home = folder.toString();
    program =
        started(
            Launch.of(chromedriver.toString(), "--port=0", "--log-level=SEVERE")
                .with("HOME", home)
                .with("XDG_CONFIG_HOME", home)
                .with("XDG_CACHE_HOME", home)
                .with("TMPDIR", home));
    String port = program.output().replaceFirst("(?s).*" + STARTED + " (\\d+).*", "$1");
    List<String> arguments = new ArrayList<>(QUIET);
    arguments.add("--user-data-dir=" + folder.path().resolve("profile"));
    driver =
        new WebDriver(
            client,
            "http://127.0.0.1:" + port,
            Map.of(
                "browserName",
                "chrome",
                "acceptInsecureCerts",
                true,
                "goog:chromeOptions",
                Map.of("binary", chromium.toString(), "args", arguments),
                "goog:loggingPrefs",
                Map.of("browser", "ALL")));
    Cleanup.register(this);
  }

  /**
   * The driver takes a port that is free for IPv6, and ends where somebody has it for IPv4: another
   * time it finds another one.
   */
  private static Program started(Launch launch) {
    for (int left = TRIES; ; left--) {
      Program driver = Program.start(launch);
      try {
        driver.awaitOutput(STARTED, START_LIMIT);
        return driver;
      } catch (AssertionError e) {
        driver.close();
        if (left == 1 || !driver.output().contains("Address already in use")) {
          throw e;
        }
      }
    }
  }

  /** Starts one, or skips the test where the programs are missing. */
  public static Browser start() {
    return new Browser(
        Requirements.program("chromium", "chromium"),
        Requirements.program("chromedriver", "chromium-driver"));
  }

  /** Goes to an address, and returns when the page and what it names are loaded. */
  public void open(String url) {
    driver.tell("/url", Map.of("url", url));
  }

  /** All that the page shows now. */
  public String text() {
    return script("return document.body.innerText").asText();
  }

  /** Waits until the page shows a text; fails with what it shows instead. */
  public void awaitText(String wanted) {
    Eventually.passes(
        LIMIT,
        () -> {
          String shown = text();
          if (!shown.contains(wanted)) {
            throw new AssertionError("'%s' is not in:%n%s".formatted(wanted, shown));
          }
        });
  }

  /** Waits until an element is seen. */
  public void await(String selector) {
    when(selector, element -> {});
  }

  /** Clicks an element once it can be clicked. */
  public void click(String selector) {
    when(selector, e -> driver.tell("/element/%s/click".formatted(e), Map.of()));
  }

  /**
   * Clicks the first element that says this, or has a part that says nothing else.
   *
   * @param among an XPath below the root that names such elements
   */
  public void clickText(String among, String text) {
    String path =
        "//%s[descendant-or-self::*[normalize-space(text())='%s']]".formatted(among, text);
    when("xpath", path, e -> driver.tell("/element/%s/click".formatted(e), Map.of()));
  }

  /** Empties a field and types a text into it. */
  public void type(String selector, String text) {
    when(selector, e -> driver.tell("/element/%s/clear".formatted(e), Map.of()));
    when(selector, e -> driver.tell("/element/%s/value".formatted(e), Map.of("text", text)));
  }

  /** What a function's body of JavaScript returns in the page; a promise is waited for. */
  public JsonNode script(String body, Object... arguments) {
    return driver.post("/execute/sync", Map.of("script", body, "args", List.of(arguments)));
  }

  /** What the browser has said of pages since it was last asked, such as requests that failed. */
  public List<String> console() {
    List<String> lines = new ArrayList<>();
    driver
        .post("/se/log", Map.of("type", "browser"))
        .forEach(entry -> lines.add(entry.path("message").asText()));
    return lines;
  }

  /** What is seen now, as PNG. */
  public byte[] screenshot() {
    return Base64.getDecoder().decode(driver.get("/screenshot").asText());
  }

  /** Where all that it writes is. */
  Path folder() {
    return folder.path();
  }

  private void when(String selector, Consumer<String> operation) {
    when("css selector", selector, operation);
  }

  private void when(String language, String selector, Consumer<String> operation) {
    Eventually.within(
        LIMIT,
        "'%s' in %s".formatted(selector, driver.get("/url").asText()),
        () -> {
          try {
            Optional<String> seen = seen(language, selector);
            seen.ifPresent(operation);
            return seen.isPresent();
          } catch (WebDriver.Refusal notYet) {
            if (notYet.mayPass()) {
              return false;
            }
            throw notYet;
          }
        });
  }

  /** The first that a person can see: pages keep another one for windows of another width. */
  private Optional<String> seen(String language, String selector) {
    JsonNode found = driver.post("/elements", Map.of("using", language, "value", selector));
    for (JsonNode each : found) {
      String element = each.path(ELEMENT).asText();
      if (driver.get("/element/%s/displayed".formatted(element)).asBoolean()) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    Cleanup.forget(this);
    try (folder;
        program;
        client) {
      List<ProcessHandle> parts = program.descendants();
      driver.quit();
      // The last of them end by themselves, a moment after the one that leads them.
      Eventually.within(
          STOP_LIMIT,
          "the end of the browser",
          () -> parts.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Override
  public String toString() {
    return "browser of " + program;
  }
}
