package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Browser;
import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.Program;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A person finds a deploy in Temporal's Web UI, reads how it stands, and approves it. {@code
 * -Dslipway.screenshots=true} makes the guide's pictures anew.
 */
class WatchedWebUiIT {
  private static final String RUN = "a[href*='deploy%2Fshop%2Fproduction%2F']";
  private static final String VOTE =
      "{\"initiator\":{\"user\":\"ben\",\"from\":\"web\"},\"reason\":\"read it\"}";

  /** The protocol's name of a key. */
  private static final String TAB = "\uE004";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(2);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("seen");
  private final Installation installation = Installation.on(fleet);

  @BeforeEach
  void describe() {
    TwoVersions.in(repository, Map.of());
    installation.describe(
        """
        application: shop
        repository: %s
        deploy_to: /srv/app
        steps: {restart: /opt/fleet/bin/app restart}
        """
            .formatted(fleet.gitUrl("seen")),
        "{batches: [1, 100%]}\n    approvals: {quorum: 1}");
  }

  @AfterEach
  void close() {
    installation.close();
    repository.close();
  }

  @Test
  void a_deploy_is_found_read_and_approved() throws IOException {
    try (Program deploy =
            installation.start(
                "deploy", "production", "--revision", "v2", "--reason", "a <b>bold</b> | one");
        Browser browser = Browser.start()) {
      deploy.awaitOutput("APPROVAL WANTED", LIMIT);

      browser.open(found("SlipwayApplication='shop' AND SlipwayState='UNAPPROVED'"));
      browser.await(RUN);
      GuidePicture.of(browser, "web-ui-list.png");
      browser.click(RUN);
      browser.awaitText("resolve v2 on vm1"); // as an activity is summed up
      browser.click("#search-attributes-tab");
      browser.awaitText("SlipwayStage");
      browser.awaitText("UNAPPROVED");
      browser.click("#user-metadata-tab");
      // In a frame of its own, which may come later than that of the details.
      String unused = awaitFramed(browser, "a <b>bold</b> | one");
      String page = awaitFramed(browser, "waits for approval");
      assertTrue(page.contains("deploy of v2 of shop on production, asked for by"), page);
      assertTrue(page.contains("Signals: approve, reject, abort."), page);
      GuidePicture.of(browser, "web-ui-details.png");

      browser.click("#history-tab"); // that of metadata takes each 'r' for itself
      signal(browser, "approve", VOTE);
      deploy.awaitOutput("by ben@web: read it", LIMIT);
      assertEquals(0, deploy.awaitExit(LIMIT), deploy.output());
      browser.awaitText("Completed");
      browser.click("#user-metadata-tab");
      String end = awaitFramed(browser, "SUCCEEDED");
      assertEquals(2, end.split("activate\\s+1\\s+1\\s+0", -1).length - 1, end);
    }
  }

  /** The page of a list that a query finds. */
  private String found(String query) {
    return "%s/namespaces/default/workflows?query=%s"
        .formatted(installation.server().webUi(), URLEncoder.encode(query, UTF_8));
  }

  /** Markdown stands in frames of its own. */
  private static String awaitFramed(Browser browser, String wanted) {
    String[] page = {""};
    Eventually.within(
        LIMIT,
        wanted,
        () -> {
          page[0] =
              browser
                  .script(
                      "return [...document.querySelectorAll('iframe')]"
                          + ".map(f => f.contentDocument?.body?.innerText).join('\\n')")
                  .asText();
          return page[0].contains(wanted);
        });
    return page[0];
  }

  /** Sends a signal that the run itself offers. */
  private static void signal(Browser browser, String name, String input) throws IOException {
    browser.click("button[aria-controls=workflow-actions]");
    browser.click("[data-testid=signal-button]");
    browser.click("dialog[open] [data-testid=signal-select-button]");
    browser.clickText("dialog[@open]//*[@role='option']", name);
    // Left, the field sets its text in lines and the button moves: not while it is being clicked.
    browser.type("dialog[open] .cm-content", input + TAB);
    browser.await("dialog[open] .cm-line:nth-child(3)");
    GuidePicture.of(browser, "web-ui-signal.png");
    browser.click("dialog[open] [data-testid=confirm-modal-button]");
  }
}
