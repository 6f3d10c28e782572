package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.slipway.starter.output.FaultLine;
import io.slipway.starter.output.Printable;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, the reader answers with a value or with faults, and never breaks. */
class HostileTextTest {
  private static final List<String> LINES = Samples.text(Samples.FULL).lines().toList();

  /** The full example's scalars, each of which is replaced by something hostile in turn. */
  private static final List<String> SCALARS =
      List.of(
          "shop\nrepository",
          "git@git.example.com:acme/shop.git",
          "clone",
          "server\n",
          "/srv/shop\n",
          "log, ",
          "config/master.key",
          "bin/build",
          "bin/migrate --down",
          "on: db",
          "20m",
          "\"http://{address}:8080/up\"",
          "60s",
          "user: deploy",
          "~/.ssh/id_ed25519",
          "env:SLIPWAY_KEY_PASSPHRASE",
          "/run/slipway/agent.sock",
          "strict",
          "production:",
          "ops@bastion.example.com:2222",
          "\"web[01-40].example.com\"",
          "203.0.113.7",
          "2222,",
          "10%",
          "2m, max");

  @Property(tries = 2000)
  void answersAnyText(@ForAll("yamlLike") String text) {
    answers(text);
  }

  @Property(tries = 1000)
  void answersAnyTextInPlaceOfALine(@ForAll("yamlLike") String text, @ForAll("lines") int line) {
    List<String> lines = new ArrayList<>(LINES);
    lines.set(line, text);
    answers(String.join("\n", lines));
  }

  @Property(tries = 2000)
  void answersAnyTextInPlaceOfAScalar(@ForAll String hostile, @ForAll("scalars") String scalar)
      throws Exception {
    String quoted = new ObjectMapper().writeValueAsString(TextNode.valueOf(hostile));
    String plain = scalar.strip().replaceAll("^(?:on|user): |[:,].*$|\\n.*$", "");
    String full = Samples.text(Samples.FULL);
    assertTrue(full.contains(plain), plain);
    answers(full.replace(plain, quoted));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(id)", "`id`", "a;id", "a|id", "a&id", "a\\nid", "-oProxyCommand=id", "--upload-pack=id",
        "ext::sh -c id", "../../etc", "a\\u0000b", "a\\e[2Jb", "a\\u202eb", " ", "~root", "a b'c"
      })
  void refusesHostileTextWhereNamesAndPathsStand(String hostile) {
    for (String template :
        List.of(
            "application: %s\nrepository: /r\ndeploy_to: /d\n",
            "application: a\nrepository: %s\ndeploy_to: /d\n",
            "application: a\nrepository: /r\ndeploy_to: %s\n",
            "application: a\nrepository: /r\ndeploy_to: /d\nssh: {user: %s}\n",
            "application: a\nrepository: /r\ndeploy_to: /d\nssh: {jump: %s}\n",
            "application: a\nrepository: /r\ndeploy_to: /d\nssh: {identities: %s}\n",
            "application: a\nrepository: /r\ndeploy_to: /d\nssh: {passphrase: %s}\n",
            "application: a\nrepository: /r\ndeploy_to: /d\nssh: {certificate: %s}\n",
            "application: a\nrepository: /r\ndeploy_to: /d\nhealth: {http: %s}\n")) {
      String text =
          template.formatted("\"" + hostile + "\"")
              + "stages: {s: {ssh: {port: 1}, hosts: [{name: h, user: u}]}}\n";
      assertEquals(1, Samples.faults(text).size(), text);
    }
    for (String host :
        List.of("%s", "{name: %s}", "{name: h, address: %s}", "{name: h, roles: %s}")) {
      String text =
          "application: a\nrepository: /r\ndeploy_to: /d\nstages: {s: {ssh: {user: u}, hosts: [%s]}}\n"
              .formatted(host.formatted("\"" + hostile + "\""));
      assertEquals(1, Samples.faults(text).size(), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passphrase: hunter2",
        "passphrase: \"env:hun ter2\"",
        "passphrase: 42",
        "certificate: hunter2",
        "certificate: \"vault:hun#ter2\""
      })
  void neverTellsWhatMayBeASecret(String key) {
    String text = Samples.text(Samples.MINIMAL).replace("user: deploy", "user: deploy, " + key);
    List<String> faults = Samples.faults(text);
    assertEquals(1, faults.size());
    assertFalse(faults.getFirst().matches(".*(hun|42).*"), faults.getFirst());
  }

  private static void answers(String text) {
    try {
      assertFalse(Samples.parse(text).stages().isEmpty());
    } catch (FileFaultsException e) {
      assertFalse(e.faults().isEmpty());
      for (FaultLine fault : e.faults()) {
        assertEquals(Printable.of(fault.words()), fault.words());
        assertEquals(1, fault.words().lines().count(), fault.words());
      }
    }
  }

  @Provide
  Arbitrary<String> yamlLike() {
    Arbitrary<String> words =
        Arbitraries.of(
            "application",
            "stages",
            "hosts",
            "ssh",
            "steps",
            ": ",
            ":",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&a ",
            "*a",
            "<<",
            "!!str ",
            "!x ",
            "? ",
            "|",
            ">",
            "'",
            "\"",
            "#",
            "%",
            "\t",
            "---",
            "web[1-3]",
            "1",
            "true",
            "~",
            "\\",
            "\u0007");
    return Combinators.combine(words.list().ofMaxSize(24), Arbitraries.strings().ofMaxLength(4))
        .as((list, odd) -> String.join("", list) + odd);
  }

  @Provide
  Arbitrary<Integer> lines() {
    return Arbitraries.integers().between(0, LINES.size() - 1);
  }

  @Provide
  Arbitrary<String> scalars() {
    return Arbitraries.of(SCALARS);
  }
}
