package io.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.slipway.domain.Host;
import io.slipway.workflow.Fixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "1, web1",
    "5, 'web1, web2, web3, web4, web5'",
    "7, 'web1, web2, web3, web4, web5 and 2 more'"
  })
  void lists_five_and_counts_the_rest(int hosts, String text) {
    assertEquals(text, Names.of(Fixtures.hosts(hosts).stream().map(Host::name).toList()));
  }
}
