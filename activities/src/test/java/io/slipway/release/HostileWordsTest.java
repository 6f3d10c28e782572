package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.slipway.shell.Quoting;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Real shells read back each text as it was written for them, and do nothing else with it. */
class HostileWordsTest {
  private static final String PIECES =
      "'\"\\$`(){}[]<>|&;*?~#!=%^-+ \t\r\n"
          + "\u0001\u0007\u001b\u007f\u0085\u009b\u2028\u202eaz09_./:,@é€😀";

  /** NUL stands between texts, since it is the only character that none can hold. */
  private static final String PRINT = "put() { for each; do printf '%s\\0' \"$each\"; done; }\n";

  /** The shells that hosts have, reading from standard input as there; each text goes to all. */
  private enum Interpreter {
    SH("sh -s"),
    DASH("dash -s"),
    BASH("bash --posix -s"),
    BUSYBOX("busybox sh -s");

    private final String command;

    Interpreter(String command) {
      this.command = command;
    }

    /** Those of this machine; a host has a shell by the name of sh in any case. */
    static List<Interpreter> there() {
      return Arrays.stream(values()).filter(i -> i == SH || i.program().isPresent()).toList();
    }

    private Optional<Path> program() {
      return Requirements.find(command.substring(0, command.indexOf(' ')));
    }

    List<String> told(String script) throws IOException, InterruptedException {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.set(0, program().orElseThrow().toString());
      Path input = Files.createTempFile("slipway-words", ".sh");
      try {
        Files.writeString(input, script);
        Process process =
            new ProcessBuilder(words)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), out);
        return Arrays.asList(out.split("\0", -1));
      } finally {
        Files.delete(input);
      }
    }
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void a_word_is_the_text(@ForAll("texts") List<String> texts) throws Exception {
    StringBuilder script = new StringBuilder(PRINT);
    texts.forEach(text -> script.append("put " + Quoting.word(text) + "\n"));

    assertTold(texts, script.toString());
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void what_a_script_is_told_is_the_text(@ForAll("texts") List<String> texts) throws Exception {
    Prologue prologue = new Prologue();
    List<String> expected = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      prologue.set("v" + i, texts.get(i));
      script.append("put \"$v" + i + "\"\n");
      expected.add(texts.get(i));
    }
    prologue.eachOf("one", texts).each("all", List.of(texts));
    script.append("each_one put\neach_all put\n");
    expected.addAll(texts);
    expected.addAll(texts);

    assertTold(expected, prologue.text() + PRINT + script);
  }

  private static void assertTold(List<String> texts, String script) throws Exception {
    for (Interpreter shell : Interpreter.there()) {
      assertEquals(ended(texts), shell.told(script), shell.command);
    }
  }

  @Test
  void a_word_with_nul_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Quoting.word("a\0b"));
  }

  private static List<String> ended(List<String> texts) {
    List<String> all = new ArrayList<>(texts);
    all.add("");
    return all;
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> hostile =
        Arbitraries.of(PIECES.codePoints().mapToObj(Character::toString).toList())
            .list()
            .ofMaxSize(12)
            .map(pieces -> String.join("", pieces));
    // Half a character cannot be sent at all; it becomes a question mark.
    Arbitrary<String> any =
        Arbitraries.strings()
            .ofMaxLength(20)
            .map(text -> new String(text.getBytes(UTF_8), UTF_8).replace("\0", ""));
    return Arbitraries.oneOf(hostile, any).list().ofMinSize(60).ofMaxSize(120);
  }
}
