package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Browser;
import io.slipway.testbench.Checkout;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A person finds a deploy in Temporal's Web UI, reads how it stands, and lets it go on. {@code
 * -Dslipway.screenshots=true} makes the guide's pictures anew.
 */
class WatchedWebUiIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("seen");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(
        repository,
        Map.of(
            "bin/wait",
            """
            #!/bin/sh
            while [ -e /srv/hold ]; do sleep 0.1; done
            /opt/fleet/bin/app restart
            """));
    installation.describe(
        """
        application: shop
        repository: %s
        deploy_to: /srv/app
        steps: {restart: sh bin/wait}
        """
            .formatted(fleet.gitUrl("seen")),
        "{batches: [1, 100%]}");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void a_deploy_is_found_read_and_resumed() throws IOException {
    Path hold = Files.writeString(fleet.onDisk(1, "/srv/hold"), "");
    try (Program deploy = installation.start("deploy", "production", "--revision", "v2");
        Browser browser = Browser.start()) {
      deploy.awaitOutput("activate 1 host", LIMIT);
      CommandEnd unused =
          CommandEnd.ending(
              0, installation.slipway("pause", "production", "--reason", "a <b>look</b> | first"));
      Files.delete(hold);

      browser.open(found("SlipwayApplication='shop' AND SlipwayState='PAUSED'"));
      browser.click("a[href*='deploy%2Fshop%2Fproduction%2F']");
      browser.awaitText("resolve v2 on vm1"); // as an activity is summed up
      browser.awaitText("activate, 1 host"); // and a batch
      browser.click("#search-attributes-tab");
      browser.awaitText("SlipwayStage");
      browser.awaitText("PAUSED");
      browser.click("#user-metadata-tab");
      browser.awaitText("Waits for you until");
      String page = browser.text();
      assertTrue(page.contains("deploy of v2 of shop on production, asked for by"), page);
      assertTrue(page.contains("a <b>look</b> | first"), page);
      assertTrue(page.contains("Signals: resume, abort."), page);
      assertTrue(page.matches("(?s).*Phase\\s+Hosts\\s+Done\\s+Failed\\s.*"), page);
      assertTrue(page.matches("(?s).*prepare\\s+2\\s+2\\s+0\\s.*"), page);
      picture(browser, "web-ui-details.png");

      signal(browser, "resume");
      deploy.awaitOutput("resume, asked for by", LIMIT);
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
      browser.awaitText("Completed");
      assertFalse(browser.text().contains("Waits for you until"), browser.text());
    }
  }

  /** The page of a list that a query finds. */
  private String found(String query) {
    return "%s/namespaces/default/workflows?query=%s"
        .formatted(installation.server().webUi(), URLEncoder.encode(query, UTF_8));
  }

  /** Sends a signal that the run itself offers, without anything in it. */
  private static void signal(Browser browser, String name) throws IOException {
    browser.click("button[aria-controls=workflow-actions]");
    browser.click("[data-testid=signal-button]");
    browser.click("dialog[open] [data-testid=signal-select-button]");
    browser.clickText("dialog[@open]//*[@role='option']", name);
    picture(browser, "web-ui-signal.png");
    browser.click("dialog[open] [data-testid=confirm-modal-button]");
  }

  private static void picture(Browser browser, String name) throws IOException {
    byte[] png = browser.screenshot();
    assertTrue(png.length < 250_000, "a picture of %d bytes".formatted(png.length));
    if (Boolean.getBoolean("slipway.screenshots")) {
      Files.write(Checkout.path("docs/img/" + name), png);
    }
  }
}
