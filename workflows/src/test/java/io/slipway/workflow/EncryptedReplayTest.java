package io.slipway.workflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRingText;
import io.slipway.contract.WireFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs go on when encryption is switched on, or its keys are changed, in their middle. */
final class EncryptedReplayTest {
  private static final KeyRing RING =
      KeyRingText.read(
          "new AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
              + "old ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=",
          "ring");
  private static final EncryptingCodec OLD =
      EncryptingCodec.with(
          KeyRingText.read("old ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=", "old ring"));

  private int met;

  static List<Path> histories() throws IOException {
    return Histories.all();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void replays(Path file) throws Exception {
    DataConverter converter = EncryptingCodec.converter(WireFormat.dataConverter(), RING);
    TestEnvironmentOptions usual = StageBench.environmentOptions();
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder(usual)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder(usual.getWorkflowClientOptions())
                        .setDataConverter(converter)
                        .build())
                .build())) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(Workflows.TYPES.toArray(Class<?>[]::new));

      WorkflowReplayer.replayWorkflowExecution(partlyEncrypted(file), worker);
    }
    assertTrue(met > 2, "it held payloads");
  }

  private WorkflowExecutionHistory partlyEncrypted(Path file) throws IOException {
    WorkflowExecutionHistory recorded = WorkflowExecutionHistory.fromJson(Files.readString(file));
    History.Builder history = recorded.getHistory().toBuilder();
    encrypt(history);
    return new WorkflowExecutionHistory(history.build());
  }

  /** Every second payload, wherever it stands. */
  private void encrypt(Message.Builder builder) {
    for (FieldDescriptor field : List.copyOf(builder.getAllFields().keySet())) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || alwaysInClear(field)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
          Message each = (Message) builder.getRepeatedField(field, i);
          builder.setRepeatedField(field, i, encrypted(each));
        }
      } else {
        builder.setField(field, encrypted((Message) builder.getField(field)));
      }
    }
  }

  private Message encrypted(Message message) {
    if (message instanceof Payload payload) {
      return met++ % 2 == 0 ? OLD.encode(List.of(payload)).getFirst() : payload;
    }
    Message.Builder builder = message.toBuilder();
    encrypt(builder);
    return builder.build();
  }

  /** What Temporal searches, and what its SDK notes for itself, such as versions of code. */
  private static boolean alwaysInClear(FieldDescriptor field) {
    return field.getName().equals("search_attributes")
        || field.getContainingType().getName().equals("MarkerRecordedEventAttributes");
  }
}
