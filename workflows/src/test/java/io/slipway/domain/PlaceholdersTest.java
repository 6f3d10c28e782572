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

  @Test
  void hosts_in_a_half_of_their_stage_have_its_color_and_port() {
    Host web1 = host("10.0.0.1");
    Host green = web1.split(new Slot(Color.GREEN, 8082));
    String template = "{host} {address}:{port} {color}";

    assertEquals("web1-green 10.0.0.1:8082 green", Placeholders.fill(template, green, STAGE));
    assertEquals(List.of(Label.of("green")), green.tags());
    assertEquals(
        "web1 10.0.0.1:{port} blue",
        Placeholders.fill(template, web1.in(new Slot(Color.BLUE, null)), STAGE));
    assertEquals("web1 10.0.0.1:{port} {color}", Placeholders.fill(template, web1, STAGE));
  }

  private static Host host(String address) {
    return new Host(HostName.of("web1"), address, null, null, List.of(), false);
  }
}
