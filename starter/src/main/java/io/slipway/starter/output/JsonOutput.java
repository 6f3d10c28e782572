package io.slipway.starter.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.WireFormat;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** NDJSON: one object a line, its {@code type} first, then the message's components in order. */
final class JsonOutput implements Output {
  private static final Pattern ACTING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final ObjectMapper mapper = WireFormat.mapper();
  private final PrintWriter out;
  private final Detail detail;

  JsonOutput(PrintWriter out, Detail detail) {
    this.out = out;
    this.detail = detail;
  }

  @Override
  public void say(Message message) {
    ObjectNode line = mapper.createObjectNode();
    line.put("type", message.type());
    line.setAll(mapper.<ObjectNode>valueToTree(message));
    try {
      out.println(escaped(mapper.writeValueAsString(line)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
    }
    out.flush();
  }

  /** JSON takes them as they are, but a terminal would obey some; they can only be in texts. */
  private static String escaped(String json) {
    return ACTING
        .matcher(json)
        .replaceAll(
            found ->
                found
                    .group()
                    .chars()
                    .mapToObj("\\\\u%04x"::formatted)
                    .collect(Collectors.joining()));
  }

  @Override
  public void note(String sentence) {
    if (detail != Detail.RESULT) {
      say(new Note(sentence));
    }
  }

  @Override
  public void fail(Failure failure) {
    say(failure);
  }

  @Override
  public RunListener progress(String run) {
    return new JsonProgress(this, run, detail);
  }

  @Override
  public RunListener retelling(String run) {
    return progress(run);
  }

  @Override
  public RunListener conclusion(String run) {
    return new JsonProgress(this, run, Detail.RESULT);
  }
}
