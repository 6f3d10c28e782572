package io.slipway.contract;

import io.slipway.domain.ApplicationName;
import io.slipway.domain.Artifact;
import io.slipway.domain.Balancer;
import io.slipway.domain.BatchSize;
import io.slipway.domain.Canary;
import io.slipway.domain.CanaryCheck;
import io.slipway.domain.Channel;
import io.slipway.domain.Delivery;
import io.slipway.domain.HealthCheck;
import io.slipway.domain.HostName;
import io.slipway.domain.Label;
import io.slipway.domain.Measure;
import io.slipway.domain.ReadThrough;
import io.slipway.domain.Relay;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.domain.Role;
import io.slipway.domain.SecretRef;
import io.slipway.domain.Source;
import io.slipway.domain.StageName;
import io.slipway.domain.Tolerance;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Makes a value of any wire type, with every component filled. */
final class Samples {
  private Samples() {}

  static Object of(Type type) {
    if (type instanceof ParameterizedType list) {
      return List.of(of(list.getActualTypeArguments()[0]));
    }
    return ofClass((Class<?>) type);
  }

  private static Object ofClass(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return switch (type.getSimpleName()) {
      case "String" -> "text";
      case "int", "Integer" -> 7;
      case "long", "Long" -> 7L;
      case "Double" -> 0.5;
      case "Relay" -> Relay.DEFAULT;
      case "Artifact" -> new Artifact("s3://builds/{revision}.tgz", "{url}.sha256", 1, null);
      case "Source" ->
          new Source(
              "text",
              Delivery.CLONE,
              "text",
              true,
              true,
              7,
              Relay.DEFAULT,
              (Artifact) ofClass(Artifact.class),
              null);
      case "Canary" ->
          new Canary(
              BatchSize.parse("10%"),
              null,
              Duration.ofSeconds(90),
              List.of((CanaryCheck) ofClass(CanaryCheck.class)));
      case "Measure" -> ofClass(Measure.Answered.class);
      case "boolean" -> true;
      case "Instant" -> Instant.parse("2026-07-21T09:30:00Z");
      case "Duration" -> Duration.ofSeconds(90);
      case "ApplicationName" -> ApplicationName.of("shop");
      case "ZoneId" -> ZoneId.of("Europe/Berlin");
      case "Answer" -> ofClass(RunTicket.class);
      case "StageName" -> StageName.of("production");
      case "HostName" -> HostName.of("web1.example.com");
      case "Label" -> Label.of("eu-1a");
      case "Role" -> Role.of("web");
      case "ReleaseId" -> ReleaseId.of("20260721093000");
      case "Revision" -> Revision.of("4f2c9d1a".repeat(5));
      case "Tolerance" -> Tolerance.parse("5%");
      case "BatchSize" -> BatchSize.parse("10%");
      case "SecretRef" -> SecretRef.parse("vault:secret/data/shop?version=7#url");
      case "JsonNode" -> WireFormat.mapper().createObjectNode().put("ref", "v1");
      case "Proof" -> ofClass(Proof.SshSignature.class);
      case "HealthCheck" -> ofClass(HealthCheck.Http.class);
      case "Channel" -> ofClass(Channel.Slack.class);
      case "Balancer" -> ofClass(Balancer.HaProxy.class);
      case "ReadThrough" -> ofClass(ReadThrough.Page.class);
      default -> ofRecord(type);
    };
  }

  private static Object ofRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(
          Arrays.stream(components).map(c -> of(c.getGenericType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample of " + type, e);
    }
  }
}
