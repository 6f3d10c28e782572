package io.slipway.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Systems Manager as its API reference says that it answers, since moto does not know the question.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html">DescribeInstanceInformation</a>
 */
final class ManagedNodesTest {
  private static final Machines.Question QUESTION =
      new Machines.Question(Map.of("Role", "web"), "eu-west-1", Duration.ofSeconds(60));

  @Test
  void nodes_that_are_online_are_found_and_others_named() {
    try (CannedAws aws =
        new CannedAws()
            .then(
                200,
                """
                {"InstanceInformationList": [
                  {"InstanceId": "i-1", "PingStatus": "Online", "IPAddress": "10.0.0.1",
                   "ComputerName": "web1.example.com", "ResourceType": "EC2Instance"},
                  {"InstanceId": "i-2", "PingStatus": "ConnectionLost", "IPAddress": "10.0.0.2"}],
                 "NextToken": "more"}
                """)
            .then(
                200,
                """
                {"InstanceInformationList": [
                  {"InstanceId": "mi-3", "PingStatus": "Online", "IPAddress": "192.0.2.3",
                   "Name": "attic", "ComputerName": "", "ResourceType": "ManagedInstance"},
                  {"InstanceId": "mi-4", "PingStatus": "Inactive"}]}
                """)) {
      Machines found = Machines.ofSsm(QUESTION, aws.environment());

      assertEquals(
          List.of(
              new Machine("i-1", null, "10.0.0.1", null, "web1.example.com", null),
              new Machine("mi-3", "attic", "192.0.2.3", null, null, null)),
          found.found());
      assertEquals(List.of("i-2", "mi-4"), found.away());
      CannedAws.Asked first = aws.asked().getFirst();
      assertEquals("AmazonSSM.DescribeInstanceInformation", first.action());
      assertTrue(
          first.body().contains("\"Filters\":[{\"Key\":\"tag:Role\",\"Values\":[\"web\"]}]"),
          first.body());
      String second = aws.asked().getLast().body();
      assertTrue(second.contains("\"NextToken\":\"more\""), second);
    }
  }

  @Test
  void who_does_not_answer_is_told_with_the_reason() {
    Map<String, String> environment = new HashMap<>();
    try (CannedAws gone = new CannedAws()) {
      environment.putAll(gone.environment());
    }

    MachinesException told =
        assertThrows(MachinesException.class, () -> Machines.ofSsm(QUESTION, environment));

    assertEquals("has no answer from AWS: Connection refused", told.problem());
    assertInstanceOf(SdkClientException.class, told.getCause());
  }

  @Test
  void a_refusal_says_what_to_do() {
    try (CannedAws aws = new CannedAws().then(400, "{\"__type\": \"AccessDeniedException\"}")) {
      MachinesException told =
          assertThrows(MachinesException.class, () -> Machines.ofSsm(QUESTION, aws.environment()));
      assertEquals("is not allowed to you by AWS", told.problem());
      assertEquals("Allow ssm:DescribeInstanceInformation to whom you are there.", told.remedy());
    }
  }
}
