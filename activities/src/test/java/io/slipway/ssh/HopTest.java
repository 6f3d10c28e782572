package io.slipway.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopTest {

  @ParameterizedTest
  @CsvSource({
    "bastion, me, bastion, 22, me@bastion",
    "ops@bastion, ops, bastion, 22, ops@bastion",
    "ops@bastion:2222, ops, bastion, 2222, ops@bastion:2222",
    "a@b@bastion, a@b, bastion, 22, a@b@bastion",
    "[::1], me, ::1, 22, me@[::1]",
    "ops@[2001:db8::1]:2222, ops, 2001:db8::1, 2222, ops@[2001:db8::1]:2222",
    "2001:db8::1, me, 2001:db8::1, 22, me@[2001:db8::1]",
    "ssh://ops@bastion:2222, ops, bastion, 2222, ops@bastion:2222",
  })
  void reads_a_bastion(String text, String user, String host, int port, String shown) {
    assertEquals(new Hop(user, host, port), Hop.parse(text, "me"));
    assertEquals(shown, Hop.parse(text, "me").toString());
  }

  @Test
  void refuses_a_port_that_is_none() {
    assertThrows(IllegalArgumentException.class, () -> Hop.parse("bastion:ssh", "me"));
    assertThrows(IllegalArgumentException.class, () -> Hop.parse("bastion:70000", "me"));
  }
}
