package io.slipway.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  private static final Machines.Question QUESTION =
      new Machines.Question(Map.of("Role", "web"), "eu-west-1", Duration.ofSeconds(60));

  @Test
  void that_of_a_service_goes_before_that_of_all() {
    Map<String, String> environment =
        Map.of("AWS_ENDPOINT_URL", "http://all", "AWS_ENDPOINT_URL_EC2", "https://ec2:8443/x");

    assertEquals(
        Optional.of(URI.create("https://ec2:8443/x")),
        Endpoint.of(environment, "AWS_ENDPOINT_URL_EC2"));
    assertEquals(
        Optional.of(URI.create("http://all")), Endpoint.of(environment, "AWS_ENDPOINT_URL_SSM"));
    assertEquals(Optional.empty(), Endpoint.of(Map.of(), "AWS_ENDPOINT_URL_SSM"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4566", "http://a b", "http://", "ftp://host", "s3cret"})
  void what_is_no_address_is_told_by_its_variable_alone(String url) {
    MachinesException ec2 =
        assertThrows(
            MachinesException.class,
            () -> Machines.ofEc2(QUESTION, environment("AWS_ENDPOINT_URL_EC2", url)));
    assertEquals(
        "is to ask where AWS_ENDPOINT_URL_EC2 says, which holds no address of a web server",
        ec2.problem());
    assertFalse(ec2.toString().contains(url));
    MachinesException ssm =
        assertThrows(
            MachinesException.class,
            () -> Machines.ofSsm(QUESTION, environment("AWS_ENDPOINT_URL", url)));
    assertEquals(
        "is to ask where AWS_ENDPOINT_URL says, which holds no address of a web server",
        ssm.problem());
  }

  private static Map<String, String> environment(String variable, String url) {
    return Map.of(variable, url, "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "key");
  }
}
