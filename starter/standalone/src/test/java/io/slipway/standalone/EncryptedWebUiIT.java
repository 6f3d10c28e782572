package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Browser;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.Launch;
import io.slipway.testbench.LocalAuthority;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A browser shows in Temporal's Web UI what {@code slipway codec} decodes for it, and nothing else.
 * {@code -Dslipway.screenshots=true} makes the guide's pictures anew.
 */
class EncryptedWebUiIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  /** Stands in the input of the run, and in the words of its failure. */
  private static final List<String> DECODED =
      List.of("telltale-repository", "Could not prepare vm1: tried to run build");

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(1);

  @TempDir Path folder;
  private final Fleet fleet = extension.get();
  private EncryptedInstallation encrypted;
  private Browser browser;

  @BeforeEach
  void deploy() {
    encrypted = EncryptedInstallation.on(fleet, folder);
    browser = Browser.start();
    encrypted.letGo();
    CommandEnd unused = CommandEnd.ending(1, encrypted.deploy("broken"));
  }

  @AfterEach
  void close() {
    browser.close();
    encrypted.close();
  }

  @Test
  void payloads_are_shown_to_pages_of_the_given_origin_alone() throws IOException {
    try (Program codec = codec()) {
      browser.open(page(webUi()));
      showsNothing();

      ask(codec);
      browser.open(page(webUi()));
      showsAll();
      GuidePicture.of(browser, "web-ui-decoded.png");

      // The same machine by another name is another origin.
      String other = page(webUi().replace("127.0.0.1", "localhost"));
      browser.open(other);
      ask(codec);
      browser.open(other);
      awaitConsole("blocked by CORS policy");
      showsNothing();
    }
  }

  /** With a token they are shown, says {@code CodecProcessIT}: this Web UI has no login. */
  @Test
  void where_tokens_are_wanted_payloads_are_not_shown_without_one() throws IOException {
    LocalAuthority authority = new LocalAuthority(folder);
    Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN);
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    try (Program codec =
        codec(
            "--token-file=" + tokens,
            "--tls-certificate=" + authority.serverCertificate(),
            "--tls-key=" + authority.serverKey())) {
      browser.open(page(webUi()));
      ask(codec);
      browser.open(page(webUi()));
      awaitConsole("401 (Unauthorized)");
      showsNothing();
      assertFalse(codec.output().contains(TOKEN), codec.output());
    }
  }

  /** Sets the endpoint as people do, behind the glasses. */
  private void ask(Program codec) {
    browser.click("[data-testid^=data-encoder-status]");
    browser.type(
        "#data-encoder-endpoint-input",
        codec.output().replaceFirst("(?s).*Decodes at (\\S+) .*", "$1"));
    browser.click("[data-testid=confirm-data-encoder-button]");
  }

  private void showsNothing() {
    browser.awaitText("Encoded failure");
    browser.awaitText("encryption-key-id");
    String shown = browser.text();
    DECODED.forEach(word -> assertFalse(shown.contains(word), shown));
    EncryptedInstallation.TELLTALES.forEach(word -> assertFalse(shown.contains(word), shown));
  }

  private void showsAll() {
    DECODED.forEach(browser::awaitText);
    String shown = browser.text();
    assertFalse(shown.contains("encryption-key-id"), shown);
    assertFalse(shown.contains(EncryptedInstallation.SECRET), shown);
  }

  private void awaitConsole(String words) {
    List<String> said = new ArrayList<>();
    Eventually.passes(
        LIMIT,
        () -> {
          said.addAll(browser.console());
          assertTrue(said.stream().anyMatch(line -> line.contains(words)), said.toString());
        });
  }

  private String webUi() {
    return encrypted.installation().server().webUi();
  }

  private String page(String webUi) {
    try (RawTemporal temporal = new RawTemporal(encrypted.installation().server())) {
      List<String> deploys =
          temporal.list().stream()
              .filter(run -> run.getType().getName().equals("Deploy"))
              .map(run -> run.getExecution().getWorkflowId())
              .toList();
      assertEquals(1, deploys.size());
      return "%s/namespaces/default/workflows/%s"
          .formatted(webUi, deploys.getFirst().replace("/", "%2F"));
    }
  }

  private Program codec(String... guard) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "codec",
                "--listen=127.0.0.1:0",
                "--origin=" + webUi(),
                "--payload-keys=" + encrypted.keys()));
    arguments.addAll(List.of(guard));
    Program codec =
        Program.start(Launch.java("io.slipway.standalone.Main", arguments.toArray(String[]::new)));
    codec.awaitOutput("until it is stopped", LIMIT);
    return codec;
  }
}
