package io.slipway.standalone.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRings;
import io.slipway.contract.WireFormat;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import io.slipway.testbench.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's own command line, which asks the endpoint in the same words as the Web UI does. */
class CodecIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** As it stands in JSON. */
  private static final String CLEAR =
      Base64.getEncoder().encodeToString("\"web1.example.com\"".getBytes(UTF_8));

  @TempDir Path folder;

  @Test
  void temporals_command_line_shows_what_the_endpoint_decodes() {
    Path ring = folder.resolve("ring");
    assertEquals(
        0,
        slipway("payload-keys", "new", "--id", "2026", "--output", ring.toString())
            .awaitExit(LIMIT));
    try (TemporalServer server = TemporalServer.start(List.of());
        Program codec =
            slipway(
                "codec",
                "--listen=127.0.0.1:0",
                "--origin=http://127.0.0.1:8233",
                "--payload-keys=file:" + ring)) {
      begin(server, ring);
      codec.awaitOutput("until it is stopped", LIMIT);
      String address = CodecProcessIT.address(codec);

      String encrypted = show(server);
      String decoded = show(server, "--codec-endpoint", address);

      assertFalse(encrypted.contains(CLEAR), encrypted);
      assertTrue(decoded.contains(CLEAR), decoded);
      codec.signal("TERM");
      assertEquals(0, codec.awaitExit(LIMIT), codec.output());
      assertFalse(codec.output().contains(CLEAR), codec.output());
    }
  }

  private static void begin(TemporalServer server, Path ring) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    try {
      WorkflowClientOptions options =
          WorkflowClientOptions.newBuilder()
              .setDataConverter(
                  EncryptingCodec.converter(
                      WireFormat.dataConverter(), KeyRings.ofFiles().open("file:" + ring)))
              .build();
      var unused =
          WorkflowClient.newInstance(stubs, options)
              .newUntypedWorkflowStub(
                  "Any",
                  WorkflowOptions.newBuilder().setTaskQueue("none").setWorkflowId("any").build())
              .start("web1.example.com");
    } finally {
      stubs.shutdownNow();
    }
  }

  private static String show(TemporalServer server, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Requirements.program("temporal", "temporal").toString());
    command.addAll(List.of("workflow", "show", "--address", server.address()));
    command.addAll(List.of("--workflow-id", "any", "--output", "json"));
    command.addAll(List.of(more));
    return Program.run(Launch.of(command), LIMIT);
  }

  private Program slipway(String... arguments) {
    return Program.start(
        Launch.java("io.slipway.standalone.Main", arguments)
            .with("SLIPWAY_STATE", folder.resolve("state").toString())
            .in(folder));
  }
}
