package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four hosts, of which one is the canary; a server answers as a Prometheus does. */
class CanaryIT {
  @RegisterExtension static final FleetExtension extension = FleetExtension.of(4);

  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("canary");
  private final Installation installation = Installation.on(fleet);
  private final List<String> queries = new ArrayList<>();
  private final HttpServer prometheus = prometheus();

  private HttpServer prometheus() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/api/v1/query",
          exchange -> {
            String query =
                URLDecoder.decode(
                    exchange.getRequestURI().getRawQuery().substring("query=".length()), UTF_8);
            synchronized (queries) {
              queries.add(query);
            }
            byte[] body =
                """
                {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"0.5"]}]}}
                """
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
  }

  @BeforeEach
  void serveOneVersion() {
    repository.commit("One", Map.of("up", "1\n", "sound", "1\n"));
    repository.tag("v1");
    repository.commit("Two", Map.of("page", "2\n"));
    repository.tag("v2");
    repository.remove("Ill", "sound");
    repository.tag("v3");
    describe("", "test -f sound");
    CommandEnd first = installation.deploy("v1");
    assertEquals(0, first.code(), first.output());
  }

  @AfterEach
  void close() {
    prometheus.stop(0);
    installation.close();
    repository.close();
  }

  private void describe(String more, String command) {
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        steps: {restart: "/opt/fleet/bin/app stop; /opt/fleet/bin/app start"}
        health: {http: "http://{address}:8080/release/up", within: 10s}
        """
            .formatted(fleet.gitUrl("canary")),
        """
        {canary: {hosts: 1, bake: 1s, checks: [
                {name: page, http: "http://{address}:8080/release/up", interval: 1s, count: 2},
                {name: sound, command: "%s", interval: 1s, count: 2}%s]}}\
        """
            .formatted(command, more));
  }

  @Test
  void a_canary_whose_checks_pass_is_followed_by_the_others() {
    describe(series("at_most: 0.5"), "test -f sound");

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(0, deploy.code(), deploy.output());
    for (String check : List.of("page", "sound", "errors")) {
      assertTrue(deploy.output().contains("check %s: PASS".formatted(check)), deploy.output());
    }
    assertEquals(List.of("errors{host=~\"vm1\"}", "errors{host=~\"vm1\"}"), List.copyOf(queries));
    assertEquals(List.of(1, 2, 3, 4), serving("2"));
  }

  @Test
  void a_canary_whose_command_fails_is_put_back_and_no_other_host_is_switched() {
    CommandEnd deploy = installation.deploy("v3");

    assertEquals(3, deploy.code(), deploy.output());
    assertTrue(
        deploy.output().contains("The canary's check sound failed: 0 good and 1 bad of 2"),
        deploy.output());
    assertTrue(deploy.output().contains("Put back: vm1."), deploy.output());
    assertEquals(List.of(), serving("2"));
  }

  @Test
  void a_canary_that_is_worse_than_the_others_is_put_back() {
    describe(series("baseline: \"errors{host=~'{old}'}\", times: 0.9"), "test -f sound");

    CommandEnd deploy = installation.deploy("v2");

    assertEquals(3, deploy.code(), deploy.output());
    assertTrue(
        deploy.output().contains("0.5 is more than 0.9 times the baseline's 0.5"), deploy.output());
    assertEquals(List.of("errors{host=~\"vm1\"}", "errors{host=~'vm2'}"), List.copyOf(queries));
    assertEquals(List.of(), serving("2"));
  }

  private String series(String bound) {
    return ", {name: errors, prometheus: \"http://127.0.0.1:%d\", query: 'errors{host=~\"{canaries}\"}', %s, interval: 1s, count: 2}"
        .formatted(prometheus.getAddress().getPort(), bound);
  }

  private List<Integer> serving(String page) {
    return fleet.hosts().stream()
        .map(FleetHost::number)
        .filter(n -> fleet.execute(n, "cat /srv/app/current/page || true").strip().equals(page))
        .toList();
  }
}
