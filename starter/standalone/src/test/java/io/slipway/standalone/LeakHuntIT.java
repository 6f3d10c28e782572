package io.slipway.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.standalone.Installation.CommandEnd;
import io.slipway.testbench.Fleet;
import io.slipway.testbench.FleetExtension;
import io.slipway.testbench.GitRepository;
import io.slipway.testbench.OpenBao;
import io.slipway.testbench.Program;
import io.slipway.testbench.TraceCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty secrets of different shapes go through a deploy, a failing one and a reverted one, whose
 * steps say them aloud in all ways. Afterwards they are searched for everywhere.
 */
class LeakHuntIT {
  private static final int HOSTS = 2;

  /** Something public that goes the same ways: what is not found there was not looked for well. */
  private static final String PUBLIC = "publicmarker4711";

  /** A part of addresses that are secrets. */
  private static final String HOOK = "h00kcanary815";

  @RegisterExtension static final FleetExtension extension = FleetExtension.of(HOSTS);

  @TempDir Path folder;
  private final Instant begun = Instant.now();
  private final Fleet fleet = extension.get();
  private final GitRepository repository = fleet.repository("leaks");
  private final OpenBao vault = OpenBao.start();
  private final List<Canary> canaries = Canary.fifty();
  private final List<String> said = new ArrayList<>();
  private final Receiver receiver = new Receiver();
  private final TraceCollector collector = TraceCollector.start();

  LeakHuntIT() throws IOException {}

  @AfterEach
  void close() {
    collector.close();
    receiver.close();
    vault.close();
    repository.close();
  }

  @Test
  void nothing_of_fifty_secrets_is_found_anywhere() throws Exception {
    String secrets = keep();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("VAULT_ADDR", vault.address());
    environment.put("VAULT_TOKEN", vault.token("1h", "shop"));
    environment.put("SLIPWAY_SECRETS_FILES", folder.toRealPath().toString());
    environment.put("SLIPWAY_SECRETS_EXEC", "allow");
    environment.put("SLIPWAY_SECRETS_ENV", "CANARY_*");
    environment.put("SLIPWAY_LOG_LEVEL", "debug");
    environment.put("SLIPWAY_WORKER_NOTIFY", "allow");
    environment.put("SLIPWAY_AUDIT", "file:" + folder.resolve("audit.jsonl"));
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
    canaries.subList(48, 50).forEach(c -> environment.put(c.name(), c.value()));
    versions();
    List<String> traces = canaries.stream().map(Canary::core).toList();
    try (Installation installation = installed(environment);
        ProcessWatch watch =
            new ProcessWatch(traces, Set.of(installation.workers().getFirst().pid()))) {
      describe(installation, secrets);

      run(installation, 0, "deploy", "production", "--revision", "v1", "--verbose");
      run(installation, 1, "deploy", "production", "--revision", "broken", "--verbose");
      run(installation, 3, "deploy", "production", "--revision", "sick", "--verbose");
      run(installation, 0, "drift", "production");
      run(installation, 0, "rollback", "production", "--to", release());
      run(installation, 0, "history", "production");

      assertTrue(watch.steps() > 0, "no step was seen in %d looks".formatted(watch.looks()));
      assertEquals(Map.of(), watch.finds());
      everyHostHasThem();
      search(installation);
    }
  }

  /** With a worker that has started: until then its script's programs have its environment. */
  private Installation installed(Map<String, String> environment) {
    Installation installation = Installation.on(fleet, environment);
    installation.awaitWorker();
    return installation;
  }

  /** Puts the secrets where they are kept; what slipway.yml says of that. */
  private String keep() throws IOException {
    vault.enableKv2("secret");
    vault.policy("shop", "path \"secret/data/*\" { capabilities = [\"read\"] }");
    Map<String, String> data = new TreeMap<>();
    canaries
        .subList(0, 44)
        .forEach(c -> data.put(c.name().toLowerCase(java.util.Locale.ROOT), c.value()));
    vault.call("POST", "secret/data/shop", Map.of("data", data));
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < canaries.size(); i++) {
      Canary canary = canaries.get(i);
      String ref;
      if (i < 44) {
        ref = "vault:secret/data/shop#" + canary.name().toLowerCase(java.util.Locale.ROOT);
      } else if (i < 48) {
        Path file = folder.resolve(canary.name());
        Files.writeString(file, canary.value());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ref = i < 46 ? "file:" + file.toRealPath() : "exec:cat " + file;
      } else {
        ref = "env:" + canary.name();
      }
      yaml.append("  %s: '%s'\n".formatted(canary.name(), ref));
    }
    return yaml.toString();
  }

  private void versions() {
    repository.commit("v1", Map.of("VERSION", "v1", "app.tmpl", "key={{CANARY_07}}\n"));
    repository.tag("v1");
    repository.commit("broken", Map.of("VERSION", "broken"));
    repository.tag("broken");
    repository.commit("sick", Map.of("VERSION", "sick"));
    repository.tag("sick");
  }

  /** A step that says all it knows: as it is, cut up, in other shapes, slowly, and as an error. */
  private static String aloud(String end) {
    return "env; env | fold -w 7; env | base64; env | od -An -v -c | head -40;"
        + " env | od -An -v -tx1 | tr -d \" \\n\"; echo;"
        + " for i in 1 2 3; do echo \"$CANARY_08\"; sleep 1; done;"
        + " printf \"%s\" \"$CANARY_00\" | head -c 9; sleep 2;"
        + " printf \"%s\" \"$CANARY_00\" | tail -c +10; echo; env | sed \"s/^/[log] /\" >&2;"
        // In two pieces, so that it is not found in the command itself.
        + " echo public\"\"marker4711; "
        + end;
  }

  private void describe(Installation installation, String secrets) {
    String all = canaries.stream().map(Canary::name).collect(Collectors.joining(", ", "[", "]"));
    installation.describe(
        """
        application: app
        repository: %s
        deploy_to: /srv/app
        secrets:
        %s
        secret_files:
          - .env
          - {path: config/all.json, mode: '0640'}
          - {path: config/app.conf, template: app.tmpl, secrets: [CANARY_07]}
        steps:
          build:
            run: '%s'
            secrets: %s
          migrate: {run: '%s', undo: '%s', secrets: %s}
          restart: {run: '%s', secrets: %s}
        health: {command: "cat .env; test ! -e /srv/sick-$(cat VERSION)", within: 3s}
        notifications:
          - {slack: 'file:%s', text: '{message} {ref} {reason}'}
          - {webhook: {url: 'file:%s', secret: 'vault:secret/data/shop#canary_00'}}
          - {command: "cat >> '%s'"}
        """
            .formatted(
                fleet.gitUrl("leaks"),
                secrets.stripTrailing(),
                aloud("test \"$(cat VERSION)\" != broken"),
                all,
                aloud("true"),
                aloud("true"),
                all,
                aloud("/opt/fleet/bin/app restart"),
                all,
                hook("slack"),
                hook("webhook"),
                folder.resolve("notices")),
        "{batches: [1, 100%], attempts: 2}");
    try {
      Files.writeString(fleet.onDisk(2, "/srv/sick-sick"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address that is a secret itself. */
  private Path hook(String name) {
    try {
      return Files.writeString(folder.resolve(name), receiver.url("/%s/%s".formatted(HOOK, name)))
          .toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Installation installation, int code, String... arguments) {
    CommandEnd end = installation.slipway(arguments);
    said.add(end.output());
    CommandEnd.ending(code, end);
  }

  private String release() {
    return fleet.state().getFirst().current().orElseThrow();
  }

  /** What is to be kept from everyone else has come to where it belongs. */
  private void everyHostHasThem() throws IOException {
    for (int host = 1; host <= HOSTS; host++) {
      Path release =
          fleet.onDisk(
              host, "/srv/app/releases/" + fleet.state().get(host - 1).current().orElseThrow());
      String json = Files.readString(release.resolve("config/all.json"));
      for (Canary canary : canaries) {
        assertTrue(json.contains(canary.core()), canary.name());
      }
      assertEquals(
          "key=" + canaries.get(7).value() + "\n",
          Files.readString(release.resolve("config/app.conf")));
    }
  }

  private void search(Installation installation) throws IOException {
    Map<String, String> places = new LinkedHashMap<>();
    for (int i = 0; i < said.size(); i++) {
      places.put("command %d on the terminal".formatted(i), said.get(i));
    }
    for (Program worker : installation.workers()) {
      places.put("log of the worker", worker.output());
    }
    Map<String, String> files = new LinkedHashMap<>();
    collect("server", installation.server().folder(), files);
    collect("installation", installation.folder(), files);
    files.put("audit trail", text(folder.resolve("audit.jsonl")));
    files.put("notices of the command", text(folder.resolve("notices")));
    files.put("traces", collector.everything());
    List<Receiver.Told> notices = receiver.told();
    for (int i = 0; i < notices.size(); i++) {
      files.put("notification %d".formatted(i), notices.get(i).body());
    }
    for (int host = 1; host <= HOSTS; host++) {
      collect("host %d".formatted(host), fleet.onDisk(host, "/srv"), files);
      collect("host %d".formatted(host), fleet.onDisk(host, "/tmp"), files);
      collect("host %d".formatted(host), fleet.onDisk(host, "/home"), files);
    }
    collectFresh(Path.of(System.getProperty("java.io.tmpdir")), files);
    places.putAll(files);
    List<String> finds = new ArrayList<>();
    places.forEach((place, text) -> finds.addAll(finds(place, text)));
    assertEquals(List.of(), finds);
    assertTrue(notices.size() >= 16, "%d notifications".formatted(notices.size()));
    assertTrue(files.getOrDefault("notices of the command", "").contains("production"));
    assertTrue(
        places.entrySet().stream()
            .anyMatch(e -> e.getKey().contains("server") && e.getValue().contains(PUBLIC)),
        "what steps say was not found in the server's database");
    assertTrue(said.getFirst().contains(PUBLIC), said.getFirst());
    assertTrue(said.getFirst().contains("[secret]"), "nothing was taken out of what steps said");
    assertTrue(files.getOrDefault("audit trail", "").contains("production"));
    assertTrue(files.getOrDefault("traces", "").contains("STEP_FAILED"));
    assertFalse(
        files.getOrDefault("traces", "").contains(PUBLIC), "output of a step is in a trace");
    assertTrue(places.getOrDefault("log of the worker", "").contains("DEBUG"), "no debug lines");
  }

  private List<String> finds(String place, String text) {
    String joined = text.replaceAll("\\\\[nr]|[\\n\\r]|\\s+\\[log\\]|\\p{Cntrl}", "");
    List<String> finds = new ArrayList<>();
    if (joined.contains(HOOK)) {
      finds.add("the address of a hook in %s".formatted(place));
    }
    for (Canary canary : canaries) {
      for (String trace : canary.traces()) {
        int at = text.indexOf(trace);
        int joinedAt = joined.indexOf(trace);
        if (at >= 0 || joinedAt >= 0) {
          String around = at >= 0 ? around(text, at) : around(joined, joinedAt);
          finds.add("%s in %s: ...%s...".formatted(canary.name(), place, around));
        }
      }
    }
    return finds;
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 60))
        .replaceAll("\\p{Cntrl}", "?");
  }

  /** All files below a folder but those that are secrets by what they are. */
  private static void collect(String place, Path below, Map<String, String> into)
      throws IOException {
    if (!Files.exists(below)) {
      return;
    }
    try (Stream<Path> all = Files.walk(below)) {
      for (Path file : all.filter(f -> Files.isRegularFile(f)).toList()) {
        String name = file.toString();
        boolean secret =
            name.contains("/releases/")
                && (name.endsWith("/.env")
                    || name.endsWith("/config/all.json")
                    || name.endsWith("/config/app.conf"));
        if (!secret) {
          into.put("%s: %s".formatted(place, name), text(file));
        }
      }
    }
  }

  /** What was written since the test began, by whomever, and is not this test's own. */
  private void collectFresh(Path temporary, Map<String, String> into) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      for (Path file : all.filter(f -> Files.isRegularFile(f)).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(begun)) {
          into.put("temporary: " + file, text(file));
        }
      }
    }
  }

  private static String text(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, ISO_8859_1) + new String(bytes, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
