package io.slipway.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/** Redacts a JSON text string by string, names too, so that it stays JSON. Numbers stay. */
public final class RedactedJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RedactedJson() {}

  /** What is no JSON is redacted as any text. */
  public static String of(String json, Redactor redactor) {
    if (redactor.isIdle()) {
      return json;
    }
    StringWriter redacted = new StringWriter(json.length());
    try (JsonParser from = FACTORY.createParser(json);
        JsonGenerator to = FACTORY.createGenerator(redacted)) {
      for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
        switch (token) {
          case FIELD_NAME -> to.writeFieldName(redactor.redact(from.currentName()));
          case VALUE_STRING -> to.writeString(redactor.redact(from.getText()));
          default -> to.copyCurrentEventExact(from);
        }
      }
    } catch (IOException noJson) {
      return redactor.redact(json);
    }
    return redacted.toString();
  }
}
