package io.slipway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody signs: a request, to whom it is made, and when. All of it is bound together, so
 * that no part can be used for anything else.
 *
 * @param action the word of an {@link Action}
 * @param namespace of Temporal
 * @param run the workflow that is asked; null for the stage, or for a watch of it
 * @param nonce 128 bits of chance or more: the same statement is not taken twice
 * @param until how long a watch may go by it; null for all that is done once
 * @param request the plain request, such as a {@link DeployRequest}
 */
public record Statement(
    int format,
    String action,
    String namespace,
    ApplicationName application,
    StageName stage,
    @Nullable String run,
    String nonce,
    Instant at,
    @Nullable Instant until,
    JsonNode request) {
  public static final int FORMAT = 1;

  private static final int SHORTEST_NONCE = 16;
  private static final int LONGEST_NONCE = 100;

  /** A text with a key twice, or with anything behind its end, may be read in two ways. */
  private static final ObjectMapper READER =
      WireFormat.mapper()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Makes one of a request that is about to be sent. */
  public static Statement of(
      Action action,
      String namespace,
      ApplicationName application,
      StageName stage,
      @Nullable String run,
      String nonce,
      Instant at,
      @Nullable Instant until,
      Object request) {
    return new Statement(
        FORMAT,
        action.word(),
        namespace,
        application,
        stage,
        run,
        nonce,
        at,
        until,
        WireFormat.mapper().valueToTree(request));
  }

  /**
   * Reads a signed text.
   *
   * @throws IllegalArgumentException when it is no statement that we understand
   */
  public static Statement parse(String text) {
    try {
      Statement read = READER.treeToValue(READER.readTree(text), Statement.class);
      if (read == null || read.format != FORMAT) {
        throw new IllegalArgumentException("it is not of format %d".formatted(FORMAT));
      }
      if (read.incomplete()) {
        throw new IllegalArgumentException("a part of it is missing");
      }
      if (read.nonce.length() < SHORTEST_NONCE || read.nonce.length() > LONGEST_NONCE) {
        throw new IllegalArgumentException("its nonce is too short or too long");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it cannot be read as a statement", e);
    }
  }

  private boolean incomplete() {
    return action == null
        || namespace == null
        || application == null
        || stage == null
        || nonce == null
        || at == null
        || request == null
        || !request.isObject();
  }

  /** The text to sign. */
  public String text() {
    return WireFormat.mapper().valueToTree(this).toString();
  }

  /** A part of the request; null when it has none, or one that cannot be read. */
  public <T> @Nullable T part(String name, Class<T> type) {
    JsonNode part = request.get(name);
    if (part == null || !part.isObject()) {
      return null;
    }
    try {
      return READER.treeToValue(part, type);
    } catch (JsonProcessingException unreadable) {
      return null;
    }
  }

  /**
   * The plain request.
   *
   * @throws IllegalArgumentException when it is not of that type
   */
  public <T> T requestAs(Class<T> type) {
    try {
      return READER.treeToValue(request, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "what it asks for is no %s".formatted(type.getSimpleName()), e);
    }
  }
}
