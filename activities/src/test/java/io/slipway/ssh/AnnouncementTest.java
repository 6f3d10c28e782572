package io.slipway.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void finds_the_line_in_pieces_and_drops_what_login_scripts_print(int piece) {
    byte[] bytes = "Welcome!\nslipway-session x\nslipway-session 4711\noutput\n".getBytes(UTF_8);
    Announcement announcement = new Announcement();
    StringBuilder rest = new StringBuilder();
    OptionalLong process = OptionalLong.empty();

    for (int at = 0; at < bytes.length; at += piece) {
      int length = Math.min(piece, bytes.length - at);
      Announcement.Found found = announcement.take(bytes, at, length);
      process = found.process().isPresent() ? found.process() : process;
      rest.append(new String(bytes, at + length - found.rest(), found.rest(), UTF_8));
    }

    assertEquals(OptionalLong.of(4711), process);
    assertEquals("output\n", rest.toString());
  }

  @Test
  void keeps_what_came_instead() {
    Announcement announcement = new Announcement();
    byte[] bytes = "This account is currently not available.\n".getBytes(UTF_8);

    announcement.take(bytes, 0, bytes.length);

    assertEquals("This account is currently not available.", announcement.noise());
  }
}
