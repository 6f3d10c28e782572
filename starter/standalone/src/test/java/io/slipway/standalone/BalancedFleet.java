package io.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.testbench.Eventually;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetHost;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.HaProxy;
import io.slipway.testbench.Heard;
import io.slipway.testbench.LoadOnHosts;
import io.slipway.testbench.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A fleet whose last host is the load balancer of the others. */
record BalancedFleet(Fleet fleet) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PORT = 8088;
  private static final int VISITORS = 20;

  /** Version 3 does not pass its health check, and must never be seen. */
  static final Question PAGE = new Question("/release/page", Map.of("old", "v1\n", "new", "v2\n"));

  /** A restart that leaves nobody there for a second: without a detour visitors would notice. */
  static String application(GitRepository repository, String url) {
    repository.commit("One", Map.of("page", "v1\n", "up", "1\n", "healthy", "1\n"));
    repository.tag("v1");
    repository.commit("Two", Map.of("page", "v2\n", "up", "1\n", "healthy", "1\n"));
    repository.tag("v2");
    repository.commit("Three", Map.of("page", "v3\n"));
    repository.remove("Ill", "healthy");
    repository.tag("v3");
    return """
    application: app
    repository: %s
    deploy_to: /srv/app
    steps: {restart: "/opt/fleet/bin/app stop; sleep 1; /opt/fleet/bin/app start"}
    health: {http: "http://{address}:8080/release/healthy", within: 3s}
    """
        .formatted(url);
  }

  List<FleetHost> hosts() {
    return fleet.hosts().subList(0, fleet.hosts().size() - 1);
  }

  FleetHost balancer() {
    return fleet.hosts().getLast();
  }

  String machine() {
    FleetHost lb = balancer();
    return "{name: %s, address: %s, port: %d}".formatted(lb.name(), lb.address(), lb.port());
  }

  /** Starts HAProxy on the balancer, as its login: it ends with the host. */
  void startHaProxy() {
    List<String> servers =
        hosts().stream()
            .map(h -> "%s %s:%d".formatted(h.name(), h.address(), h.httpPort()))
            .toList();
    write(
        "/srv/haproxy.cfg",
        HaProxy.configuration("/srv/admin.sock", "admin", balancer().address(), PORT, servers));
    var unused = fleet.execute(balancer().number(), "/usr/sbin/haproxy -D -f /srv/haproxy.cfg");
  }

  /** Starts nginx on the balancer, as its login; no request is tried twice. */
  void startNginx() {
    startNginx(hosts().stream().map(h -> "%s:%d".formatted(h.address(), h.httpPort())).toList());
  }

  /** The same, in front of these servers. */
  void startNginx(List<String> servers) {
    write(
        "/srv/shop.conf",
        servers.stream().map("server %s;"::formatted).collect(Collectors.joining("\n", "", "\n")));
    write(
        "/srv/nginx.conf",
        """
        pid /srv/nginx.pid;
        error_log /srv/error.log;
        worker_processes 2;
        events {}
        http {
          access_log off;
          client_body_temp_path /srv/temp;
          proxy_temp_path /srv/temp;
          fastcgi_temp_path /srv/temp;
          uwsgi_temp_path /srv/temp;
          scgi_temp_path /srv/temp;
          upstream shop { include /srv/shop.conf; }
          server {
            listen %s:%d;
            location / {
              proxy_pass http://shop;
              proxy_next_upstream off;
            }
          }
        }
        """
            .formatted(balancer().address(), PORT));
    var unused =
        fleet.execute(balancer().number(), "chmod 755 /srv; /usr/sbin/nginx -c /srv/nginx.conf");
  }

  private void write(String file, String text) {
    try {
      Files.writeString(fleet.onDisk(balancer().number(), file), text);
      var unused = fleet.call("exec", "" + balancer().number(), "--", "chown", "deploy", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the balancer answers with this version. */
  void awaitPage(String text) {
    Eventually.within(LIMIT, text + " behind the balancer", () -> text.equals(page()));
  }

  private String page() {
    try (var in =
        URI.create("http://%s:%d/release/page".formatted(balancer().address(), PORT))
            .toURL()
            .openStream()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Visitors who ask the balancer so many times a second in all. */
  LoadOnHosts visit(int perSecond) {
    FleetHost lb = balancer();
    List<FleetHost> entries = new ArrayList<>();
    for (int i = 1; i <= VISITORS; i++) {
      entries.add(
          new FleetHost(
              lb.number(), "visitor " + i, lb.address(), lb.port(), lb.user(), PORT, lb.hostKey()));
    }
    return LoadOnHosts.start(entries, List.of(PAGE), perSecond / VISITORS, Duration.ofMinutes(8));
  }

  /** That every visitor was asked, and always answered with one of the versions. */
  static int unharmed(List<Heard> heard) {
    for (Heard visitor : heard) {
      assertEquals(List.of(), visitor.faults(), visitor.host());
      assertEquals(0, visitor.faulty(), visitor.host());
      assertTrue(visitor.asked() > 50, visitor.host() + " was asked " + visitor.asked() + " times");
    }
    return heard.stream().mapToInt(Heard::asked).sum();
  }
}
