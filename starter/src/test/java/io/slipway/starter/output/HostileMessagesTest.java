package io.slipway.starter.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.EventType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.Phase;
import io.slipway.contract.RunEvent;
import io.slipway.contract.StepOutput;
import io.slipway.domain.HostName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever hosts, git servers and requests say: the terminal is told nothing but our own words. */
class HostileMessagesTest {
  /** Sequences of all kinds, with and without an end, and line breaks in which a lie stands. */
  private static final String HOSTILE =
      "a\u001b[2J\u001b[1;31mred\u001b]0;title\u0007\u001b]52;c;aWQ=\u001b\\\u001bP1$r\u001b\\\u009b2J\u009d0;t\u009c\u001bcb\b\b\bok\r"
          + "web2: all is well\n"
          + "web2: all is well\r\n"
          + "\u202eltr\u2066x\u2069\u061c\u200f\u200b\ufeff\u2028web2: all is"
          + " well\u2029\ud800z\u0000\u007f\u001b]8;;http://evil\u001b\\link\u001b[m \u001b[31";

  private static final Pattern ACTING =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}&&[^\\n\\t]]");
  private static final Pattern OURS = Pattern.compile("\u001b\\[(?:0|1|2|31|32|33)m");
  private static final Instant AT = Instant.parse("2026-11-24T09:00:00Z");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void no_message_acts_on_the_terminal_or_begins_a_line_with_what_others_say(boolean colours)
      throws ReflectiveOperationException {
    for (Message sample : Samples.all()) {
      Message hostile = (Message) hostile(sample);
      StringWriter text = new StringWriter();
      hostile.write(new Page(new PrintWriter(text), new Paint(colours)));

      assertHarmless(text.toString(), hostile);
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void no_event_does(EventType type) {
    StringWriter text = new StringWriter();
    Output output =
        Output.text(new PrintWriter(text), new PrintWriter(text), Paint.NONE, Detail.OUTPUT);
    RunListener progress = output.progress("run");
    HostName host = HostName.of("web1");
    progress.said(new StepOutput(host, HOSTILE, 10, HOSTILE.length() + 1, HOSTILE + "\n"));
    progress.event(
        "run", new RunEvent(1, AT, type, Phase.PREPARE, host, HOSTILE, null, HOSTILE, HOSTILE));
    progress.lost(HOSTILE);
    output.note(HOSTILE);

    assertHarmless(text.toString(), type);
  }

  /** In a failure, lines are the writer's own; what acts is not. */
  private static void assertHarmless(String text, Object of) {
    String plain = OURS.matcher(text).replaceAll("");
    assertFalse(ACTING.matcher(plain).find(), () -> of + " said " + shown(plain));
    if (!(of instanceof Failure)) {
      assertFalse(
          plain.lines().anyMatch(l -> l.strip().startsWith("web2: all is well")),
          () -> of + " said " + shown(plain));
    }
  }

  private static String shown(String text) {
    return ACTING.matcher(text).replaceAll(m -> "<%04x>".formatted((int) m.group().charAt(0)));
  }

  @Test
  void json_holds_everything_but_nothing_that_acts() throws Exception {
    for (Message sample : Samples.all()) {
      Message hostile = (Message) hostile(sample);
      StringWriter text = new StringWriter();
      Output.json(new PrintWriter(text), Detail.PROGRESS).say(hostile);

      assertFalse(ACTING.matcher(text.toString()).find(), () -> shown(text.toString()));
      assertEquals(1, text.toString().lines().count());
      JsonNode line = new ObjectMapper().readTree(text.toString());
      assertEquals(hostile.type(), line.get("type").asText());
    }
  }

  @Test
  void json_keeps_what_was_said() throws Exception {
    StringWriter text = new StringWriter();
    Output.json(new PrintWriter(text), Detail.PROGRESS).note("a\u009b\u202e\u2028\ud83d\ude80");

    assertEquals(
        "a\u009b\u202e\u2028\ud83d\ude80",
        new ObjectMapper().readTree(text.toString()).get("message").asText());
    assertTrue(text.toString().contains("a\\u009b\\u202e\\u2028\ud83d\ude80"), text.toString());
  }

  @Test
  void a_sequence_without_an_end_hides_no_line_that_follows() {
    assertEquals("a\nb", Printable.of("a\u001b]0;title\nb"));
    assertEquals("a b", Printable.line("a\u001b]0;title\nb"));
  }

  /** The same with each text replaced, but for names and ids, which refuse such texts. */
  private static Object hostile(Object value) throws ReflectiveOperationException {
    return switch (value) {
      case String text -> HOSTILE;
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        for (Object each : list) {
          all.add(hostile(each));
        }
        yield all;
      }
      case Record known
          when known.getClass().getPackageName().equals(HostName.class.getPackageName()) ->
          known;
      case Record other -> rebuilt(other);
      default -> value;
    };
  }

  private static Object rebuilt(Record value) throws ReflectiveOperationException {
    RecordComponent[] components = value.getClass().getRecordComponents();
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      component.getAccessor().setAccessible(true);
      Object each = component.getAccessor().invoke(value);
      values.add(each == null ? null : hostile(each));
    }
    Constructor<?> constructor =
        value
            .getClass()
            .getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(values.toArray());
  }

  @Test
  void a_failure_is_one_sentence_in_a_table_and_in_a_list() {
    HostFailure failure =
        new HostFailure(
            HostName.of("web1"),
            io.slipway.contract.FailureType.DISK_FULL,
            "checkout",
            "unpack",
            HOSTILE,
            "Go.",
            HOSTILE);
    StringWriter text = new StringWriter();
    Told.failures(new Page(new PrintWriter(text), Paint.NONE), List.of(failure));

    assertEquals(1, text.toString().lines().count(), text.toString());
  }
}
