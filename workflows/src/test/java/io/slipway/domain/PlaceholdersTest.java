package io.slipway.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  private static final StageName STAGE = StageName.of("production");

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,    http://{address}:8080/{stage}, http://10.0.0.1:8080/production",
    "2001:db8::1, http://{address}:8080/up,      http://[2001:db8::1]:8080/up",
    "2001:db8::1, http://[{address}]:8080/up,    http://[2001:db8::1]:8080/up",
    "2001:db8::1, http://{host}/up,              http://web1/up"
  })
  void a_url_has_brackets_around_an_ipv6_address(String address, String template, String url) {
    assertEquals(url, Placeholders.fillUrl(template, host(address), STAGE));
  }

  @Test
  void other_texts_have_addresses_as_they_are() {
    assertEquals("on 2001:db8::1", Placeholders.fill("on {address}", host("2001:db8::1"), STAGE));
  }

  private static Host host(String address) {
    return new Host(HostName.of("web1"), address, null, null, List.of(), false);
  }
}
