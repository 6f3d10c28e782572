package io.slipway.starter.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.contract.StepOutput;
import io.slipway.domain.HostName;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreshLinesTest {
  private final FreshLines fresh = new FreshLines();

  private List<String> of(String host, String step, long length, String tail) {
    return fresh.of(new StepOutput(HostName.of(host), step, length, length, tail));
  }

  @Test
  void tells_each_line_once_and_only_when_it_is_whole() {
    assertEquals(List.of("one"), of("web1", "build", 6, "one\ntw"));
    assertEquals(List.of(), of("web1", "build", 6, "one\ntw"));
    assertEquals(List.of(), of("web1", "build", 7, "one\ntwo"));
    assertEquals(List.of("two", "three"), of("web1", "build", 14, "one\ntwo\nthree\n"));
  }

  @Test
  void tells_hosts_and_steps_apart() {
    assertEquals(List.of("a"), of("web1", "build", 2, "a\n"));
    assertEquals(List.of("b"), of("web2", "build", 2, "b\n"));
    assertEquals(List.of("c"), of("web1", "restart", 2, "c\n"));
  }

  @Test
  void says_where_something_is_missing() {
    assertEquals(List.of("a"), of("web1", "build", 3, "a\nb"));
    assertEquals(List.of("[...]", "xyz"), of("web1", "build", 100, "xyz\n"));
  }

  @Test
  void begins_anew_with_a_step_that_does() {
    assertEquals(List.of("a", "b"), of("web1", "build", 4, "a\nb\n"));
    assertEquals(List.of("c"), of("web1", "build", 2, "c\n"));
  }

  @Test
  void lets_no_host_speak_to_the_terminal() {
    assertEquals(
        List.of("red", "title"),
        of("web1", "build", 27, "\u001b[31mred\u001b[0m\n\u001b]0;x\u0007title\u202e\r\n"));
  }
}
