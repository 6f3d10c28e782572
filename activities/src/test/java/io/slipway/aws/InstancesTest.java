package io.slipway.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What EC2 may answer that moto does not: pages, refusals, and what is no answer. */
final class InstancesTest {
  private static String page(String id, String next) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
      <requestId>8f7724cf-496f-496e-8fe3-example</requestId>
      <reservationSet><item><reservationId>r-1</reservationId>
        <instancesSet><item><instanceId>%s</instanceId><dnsName/></item></instancesSet>
      </item></reservationSet>
      %s
    </DescribeInstancesResponse>
    """
        .formatted(id, next.isEmpty() ? "" : "<nextToken>%s</nextToken>".formatted(next));
  }

  private static Machines.Question question() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("Role", "web & more");
    tags.put("Env", "pro*");
    return new Machines.Question(tags, "eu-west-1", Duration.ofSeconds(60));
  }

  private static List<String> ids(CannedAws aws) {
    return Machines.ofEc2(question(), aws.environment()).found().stream().map(Machine::id).toList();
  }

  @Test
  void all_pages_are_read_and_each_question_is_signed() {
    try (CannedAws aws =
        new CannedAws().then(200, page("i-1", "a+/b==")).then(200, page("i-2", ""))) {
      assertEquals(List.of("i-1", "i-2"), ids(aws));

      CannedAws.Asked first = aws.asked().getFirst();
      assertTrue(
          first
              .authorization()
              .matches(
                  "AWS4-HMAC-SHA256 Credential=id/\\d{8}/eu-west-1/ec2/aws4_request,"
                      + " .*Signature=[0-9a-f]{64}"),
          first.authorization());
      assertTrue(
          first
              .body()
              .contains(
                  "Filter.1.Name=instance-state-name&Filter.1.Value.1=running&Filter.2.Name=tag%3ARole&Filter.2.Value.1=web+%26+more&Filter.3.Name=tag%3AEnv&Filter.3.Value.1=pro*"),
          first.body());
      String second = aws.asked().getLast().body();
      assertTrue(second.endsWith("&NextToken=a%2B%2Fb%3D%3D"), second);
    }
  }

  @Test
  void a_server_that_is_ill_is_asked_again() {
    try (CannedAws aws = new CannedAws().then(503, "").then(500, "x").then(200, page("i-1", ""))) {
      assertEquals(List.of("i-1"), ids(aws));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "403 | UnauthorizedOperation | is not allowed to you by AWS | Allow ec2:DescribeInstances"
            + " to whom you are there.",
        "401 | AuthFailure | is refused by AWS, which does not know your credentials (status 401)"
            + " | Log in again, and look at the clock.",
        "400 | InvalidParameterValue | is refused by AWS with status 400 (InvalidParameterValue) |"
            + " Look at the tags, and at AWS's own state in eu-west-1.",
        "400 | <script> | is refused by AWS with status 400 | Look at the tags, and at AWS's own"
            + " state in eu-west-1.",
      })
  void a_refusal_says_what_to_do(int status, String code, String problem, String remedy) {
    String body =
        "<Response><Errors><Error><Code>%s</Code><Message>secret words</Message></Error></Errors></Response>"
            .formatted(code.replace("<", "&lt;"));
    try (CannedAws aws = new CannedAws().then(status, body)) {
      MachinesException told = assertThrows(MachinesException.class, () -> ids(aws));
      assertEquals(problem, told.problem());
      assertEquals(remedy, told.remedy());
    }
  }

  /** An answer from elsewhere must not have a file of this machine read. */
  @Test
  void no_entity_leads_out_of_an_answer(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "i-stolen");
    String hostile =
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]>".formatted(file.toUri())
            + page("&e;", "").replaceFirst("<\\?.*\\?>\\s*", "");
    for (String body : List.of(hostile, "no XML", page("", ""))) {
      try (CannedAws aws = new CannedAws().then(200, body)) {
        MachinesException told = assertThrows(MachinesException.class, () -> ids(aws), body);
        assertEquals("is answered in a way that cannot be read", told.problem());
      }
    }
  }

  @Test
  void an_answer_takes_no_longer_than_it_may() {
    try (CannedAws aws = new CannedAws().then(200, page("i-1", "more"))) {
      Machines.Question hasty =
          new Machines.Question(Map.of("Role", "web"), "eu-west-1", Duration.ZERO);
      MachinesException told =
          assertThrows(MachinesException.class, () -> Machines.ofEc2(hasty, aws.environment()));
      assertEquals("was not done in 0 s", told.problem());
    }
  }

  @Test
  void nobody_answers() {
    Map<String, String> environment = new HashMap<>();
    try (CannedAws gone = new CannedAws()) {
      environment.putAll(gone.environment());
    }
    MachinesException told =
        assertThrows(MachinesException.class, () -> Machines.ofEc2(question(), environment));
    assertEquals("has no answer from AWS: Connection refused", told.problem());
    assertInstanceOf(ConnectException.class, told.getCause());
  }
}
