package io.slipway.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told where the SDK finds no credentials, by the files that AWS's tools share. */
final class NoCredentialsTest {
  private static final String PROFILE = "aws.profile";
  private static final Machines.Question QUESTION =
      new Machines.Question(Map.of("Role", "web"), "eu-west-1", Duration.ofSeconds(60));

  private final Map<String, @Nullable String> before = new HashMap<>();

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void set() {
    set("aws.configFile", folder.resolve("config").toString());
    set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    set("aws.disableEc2Metadata", "true");
    set(PROFILE, null);
  }

  @AfterEach
  void reset() {
    before.forEach(NoCredentialsTest::put);
  }

  private void set(String name, @Nullable String value) {
    if (!before.containsKey(name)) {
      before.put(name, System.getProperty(name));
    }
    put(name, value);
  }

  private static void put(String name, @Nullable String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  private void config(String text) throws IOException {
    Files.writeString(folder.resolve("config"), text);
  }

  /** By both services alike. */
  private static MachinesException told() {
    List<BiFunction<Machines.Question, Map<String, String>, Machines>> services =
        List.of(Machines::ofEc2, Machines::ofSsm);
    List<MachinesException> told =
        services.stream()
            .map(s -> assertThrows(MachinesException.class, () -> s.apply(QUESTION, Map.of())))
            .toList();
    assertEquals(told.getFirst().problem(), told.getLast().problem());
    assertNotNull(told.getFirst().getCause());
    return told.getFirst();
  }

  @Test
  void there_are_none() throws IOException {
    assertEquals("needs credentials of AWS, and there are none", told().problem());

    config("[default]\nregion = eu-west-1\n");

    assertEquals("needs credentials of AWS, and there are none", told().problem());
    assertTrue(told().remedy().contains("aws configure export-credentials"), told().remedy());
  }

  @ParameterizedTest
  @CsvSource({
    "sso_session = corp",
    "sso_start_url = https://corp.awsapps.com/start",
    "login_session = arn:aws:iam::123456789012:user/ana"
  })
  void a_profile_of_a_login_is_told_with_the_way_around_it(String line) throws IOException {
    config("[profile corp]\nsso_account_id = 123456789012\nsso_role_name = Dev\n" + line + "\n");
    set(PROFILE, "corp");

    assertEquals(
        "needs credentials of AWS, and the profile 'corp' is one of 'aws sso login' or 'aws login',"
            + " which only AWS's own command line reads",
        told().problem());
    assertEquals(
        "Log in with it, then: eval \"$(aws configure export-credentials --format env)\"",
        told().remedy());
  }

  @Test
  void a_profile_that_is_not_there_is_named() throws IOException {
    config("[default]\nregion = eu-west-1\n");
    set(PROFILE, "wbe");

    assertEquals(
        "needs credentials of AWS, and the profile 'wbe' gives none: AWS's own files have no such"
            + " profile",
        told().problem());
  }

  @Test
  void why_a_profile_gives_none_is_told() throws IOException {
    config("[profile broken]\ncredential_process = /no/such/program-of-slipway\n");
    set(PROFILE, "broken");

    String problem = told().problem();

    assertTrue(
        problem.startsWith("needs credentials of AWS, and the profile 'broken' gives none: "),
        problem);
    assertTrue(problem.length() > 100, problem);
  }

  @Test
  void why_a_role_gives_none_is_told() {
    set("aws.containerCredentialsFullUri", "http://127.0.0.1:1/role");
    String container = told().problem();
    assertTrue(
        container.startsWith(
                "needs credentials of AWS, and the role of this container gives none: ")
            && container.contains("Connection refused"),
        container);

    set("aws.roleArn", "arn:aws:iam::123456789012:role/deploy");
    set("aws.webIdentityTokenFile", folder.resolve("no-token").toString());
    String web = told().problem();
    assertTrue(
        web.startsWith(
                "needs credentials of AWS, and the role of AWS_WEB_IDENTITY_TOKEN_FILE gives none:"
                    + " ")
            && web.contains("no-token"),
        web);
  }

  @Test
  void files_that_cannot_be_read_are_told() throws IOException {
    config("nonsense\n");

    String problem = told().problem();

    assertTrue(problem.contains("the profile 'default' gives none: "), problem);
  }
}
