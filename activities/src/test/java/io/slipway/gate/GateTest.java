package io.slipway.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.slipway.contract.Action;
import io.slipway.contract.Admission;
import io.slipway.contract.DemandsOrder;
import io.slipway.contract.Freeze;
import io.slipway.contract.FreezeList;
import io.slipway.contract.GateOrder;
import io.slipway.contract.Initiator;
import io.slipway.contract.Proof;
import io.slipway.contract.Scope;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.contract.WorkflowIds;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.Approvals;
import io.slipway.domain.SecretRef;
import io.slipway.domain.StageName;
import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gate by its files: who gets in, who does not, and what is said and kept of it. */
final class GateTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final ApplicationName SHOP = ApplicationName.of("shop");
  private static final StageName PRODUCTION = StageName.of("production");
  private static final String RUN = "deploy/shop/production/20261124120000";
  private static final String POLICY =
      """
      signers: allowed_signers
      revoked: revoked_keys
      oidc: [{issuer: "https://ci.example.com", audience: slipway, bind: false, jwks: JWKS}]
      groups: {release: [ana@example.com], ops: ["group:sre", ben@example.com]}
      rules:
        - {allow: [deploy, rollback, watch], who: [release], applications: [shop], stages: [staging, "prod*"]}
        - {allow: [abort, approve], who: [ops]}
        - {allow: [freeze], who: [release], applications: ["shop-*"], stages: ["prod*"]}
      secrets: {shop: ["vault:secret/data/shop/*"]}
      unsigned: [look]
      max_age: 5m
      approvals:
        - {applications: [shop], stages: ["prod*"], quorum: 2, groups: [ops], expires: 2h}
        - {stages: [production], not_initiator: false}
        - {applications: [blog]}
      windows:
        - {freeze: "FRI 15:00-MON 06:00", zone: Europe/Berlin, reason: weekend}
        - {allow: "MON-THU 08:00-17:00", zone: UTC, stages: ["prod*"]}
        - {freeze: "2026-12-20T00:00/2027-01-06T06:00", zone: UTC, applications: [blog]}
      """;

  @TempDir static Path folder;
  private static Path ana;
  private static Path ben;
  private static Keys keys;
  private static RSAKey provider;

  private final List<Verdict> verdicts = new ArrayList<>();
  private Supplier<FreezeList> standing = () -> new FreezeList(List.of());
  private Gate gate;

  @BeforeAll
  static void make() throws JOSEException {
    keys = new Keys(folder);
    ana = keys.key("ana", "ed25519");
    ben = keys.key("ben", "ed25519");
    provider = new RSAKeyGenerator(2048).keyID("one").generate();
  }

  @BeforeEach
  void open() {
    keys.write(
        "allowed_signers",
        "ana@example.com %s\nben@example.com %s\n".formatted(Keys.pub(ana), Keys.pub(ben)));
    keys.write("revoked_keys", "");
    Path jwks = keys.write("jwks.json", new JWKSet(provider.toPublicJWK()).toString());
    Path policy = keys.write("policy.yml", POLICY.replace("JWKS", jwks.toString()));
    gate =
        Gate.at(policy, verdicts::add, InstantSource.fixed(NOW), "deploys", () -> standing.get());
  }

  @Test
  void whoever_may_gets_in_and_it_is_kept_who_it_was() {
    SignedRequest request = signed(ana, statement(Action.DEPLOY, null, NOW));

    Admission admission = gate.admit(order(Action.DEPLOY, null, request));

    assertNull(admission.refusal());
    assertEquals("ana@example.com", admission.principal());
    Verdict kept = verdicts.getFirst();
    assertTrue(kept.allowed());
    assertEquals("ssh key " + kept.fingerprint(), kept.proof());
    assertEquals("ssh key " + kept.fingerprint(), admission.proof());
    assertEquals(64, String.valueOf(kept.statement()).length());
  }

  @Test
  void tells_in_which_groups_somebody_is_and_what_approvals_are_wanted_where() {
    Admission admission =
        gate.admit(order(Action.APPROVE, RUN, signed(ben, statement(Action.APPROVE, RUN, NOW))));

    assertNull(admission.refusal());
    assertEquals(List.of("ops"), admission.groups());
    assertEquals(
        List.of(
            new Approvals(
                2, List.of("ops"), true, 0, Duration.ofHours(2), Approvals.DEFAULT_VALID_FOR),
            new Approvals(
                1, List.of(), false, 0, Approvals.DEFAULT_EXPIRES, Approvals.DEFAULT_VALID_FOR)),
        gate.demands(new DemandsOrder(SHOP, PRODUCTION)).approvals());
    assertEquals(
        List.of(), gate.demands(new DemandsOrder(SHOP, StageName.of("staging"))).approvals());
    assertEquals(List.of(), gate.demands(new DemandsOrder(SHOP, StageName.of("test"))).approvals());
  }

  @Test
  void tells_when_deploys_may_be_done_where() {
    Window weekend =
        new Window(WindowKind.FREEZE, "FRI 15:00-MON 06:00", ZoneId.of("Europe/Berlin"), "weekend");

    assertEquals(
        List.of(
            weekend, new Window(WindowKind.ALLOW, "MON-THU 08:00-17:00", ZoneId.of("UTC"), null)),
        gate.demands(new DemandsOrder(SHOP, PRODUCTION)).windows());
    assertEquals(
        List.of(weekend), gate.demands(new DemandsOrder(SHOP, StageName.of("staging"))).windows());
  }

  @Test
  void tells_which_freezes_close_a_stage_and_takes_no_silence_for_none() {
    Freeze everywhere = freeze(1, Scope.everything());
    Freeze shops = freeze(2, new Scope(List.of("sho?"), List.of("prod*")));
    Freeze others = freeze(3, new Scope(List.of("blog"), List.of()));
    standing = () -> new FreezeList(List.of(everywhere, shops, others));

    assertEquals(
        List.of(everywhere, shops), gate.demands(new DemandsOrder(SHOP, PRODUCTION)).freezes());
    assertEquals(
        List.of(everywhere),
        gate.demands(new DemandsOrder(SHOP, StageName.of("staging"))).freezes());

    standing =
        () -> {
          throw new IllegalStateException("no worker has answered");
        };
    ApplicationFailure away =
        assertThrows(
            ApplicationFailure.class, () -> gate.demands(new DemandsOrder(SHOP, PRODUCTION)));
    assertFalse(away.isNonRetryable());
    assertTrue(away.getOriginalMessage().contains("slipway/freezes"), away.getOriginalMessage());
  }

  private static Freeze freeze(long number, Scope scope) {
    return new Freeze(number, scope, NOW, null, "sale", new Initiator("ana", "laptop"), NOW, null);
  }

  @Test
  void a_freeze_takes_a_rule_that_covers_all_that_it_closes() {
    SignedRequest request = signed(ana, statement(Action.FREEZE, WorkflowIds.FREEZES, NOW));
    GateOrder order = order(Action.FREEZE, WorkflowIds.FREEZES, request);

    for (Scope mine :
        List.of(
            new Scope(List.of("shop-*"), List.of("prod*")),
            new Scope(List.of("shop-a", "shop-b?"), List.of("production")))) {
      assertNull(gate.admit(order.over(mine)).refusal(), mine.words());
    }
    for (Scope more :
        List.of(
            Scope.everything(),
            new Scope(List.of("shop-*"), List.of()),
            new Scope(List.of("shop-a", "blog"), List.of("production")),
            new Scope(List.of("s*"), List.of("production")))) {
      assertTrue(refusal(order.over(more)).contains("allow: [freeze]"), more.words());
    }
    assertEquals(
        "ana@example.com may not freeze all stages of shop-*: no rule of the worker's policy.yml"
            + " allows it. It takes one like {allow: [freeze], who: [ana@example.com],"
            + " applications: [\"shop-*\"], stages: [\"*\"]}.",
        refusal(order.over(new Scope(List.of("shop-*"), List.of()))));
  }

  @Test
  void an_order_of_a_train_takes_two_permissions_and_is_good_until_it_says() {
    Statement order =
        Statement.of(
            Action.TRAIN,
            "deploys",
            SHOP,
            PRODUCTION,
            null,
            "0123456789abcdef0123",
            NOW.minus(Duration.ofDays(6)),
            NOW.plus(Duration.ofDays(1)),
            Map.of());

    assertNull(gate.admit(order(Action.TRAIN, null, signed(ana, order.text()))).refusal());
    assertTrue(
        refusal(order(Action.TRAIN, null, signed(ben, order.text())))
            .contains("It takes one like {allow: [deploy]"));
    Statement over =
        Statement.of(
            Action.TRAIN,
            "deploys",
            SHOP,
            PRODUCTION,
            null,
            "0123456789abcdef0123",
            NOW.minus(Duration.ofDays(8)),
            NOW.minus(Duration.ofDays(1)),
            Map.of());
    assertTrue(
        refusal(order(Action.TRAIN, null, signed(ana, over.text())))
            .startsWith("The train was allowed until"));
  }

  @Test
  void overriding_takes_two_permissions() {
    GateOrder order =
        order(Action.OVERRIDE, null, signed(ana, statement(Action.OVERRIDE, null, NOW)));

    assertTrue(refusal(order).contains("It takes one like {allow: [override]"), refusal(order));
    assertTrue(
        refusal(order(Action.OVERRIDE, null, signed(ben, statement(Action.OVERRIDE, null, NOW))))
            .contains("It takes one like {allow: [deploy]"));
  }

  @Test
  void whoever_may_not_is_told_what_it_takes_and_nobody_elses_name() {
    assertEquals(
        "ben@example.com may not deploy production of shop: no rule of the worker's policy.yml"
            + " allows it. It takes one like {allow: [deploy], who: [ben@example.com],"
            + " applications: [shop], stages: [production]}.",
        refusal(order(Action.DEPLOY, null, signed(ben, statement(Action.DEPLOY, null, NOW)))));
    assertEquals("ben@example.com", verdicts.getFirst().principal());
    for (Action action :
        List.of(Action.RETRY, Action.CONTINUE, Action.EXCLUDE, Action.APPROVE, Action.REJECT)) {
      assertNull(
          gate.admit(order(action, RUN, signed(ben, statement(action, RUN, NOW)))).refusal());
      assertTrue(
          refusal(order(action, RUN, signed(ana, statement(action, RUN, NOW))))
              .contains("allow: [approve]"));
    }
    for (Action action : List.of(Action.PAUSE, Action.RESUME)) {
      assertTrue(
          refusal(order(action, RUN, signed(ana, statement(action, RUN, NOW))))
              .contains("allow: [pause]"));
    }
  }

  @Test
  void whoever_made_a_request_takes_it_back_and_nobody_else_does_without_the_permission() {
    SignedRequest request = signed(ana, statement(Action.QUEUE, null, NOW));

    assertNull(gate.admit(owned(request, "ana@example.com")).refusal());
    for (String other : new String[] {"ben@example.com", null}) {
      assertTrue(refusal(owned(request, other)).contains("{allow: [queue], who: [ana@"), other);
    }
    assertTrue(refusal(owned(null, "ana")).contains("takes signed requests only"));
  }

  private static GateOrder owned(@Nullable SignedRequest signed, @Nullable String owner) {
    return new GateOrder(
        Action.QUEUE,
        SHOP,
        PRODUCTION,
        null,
        new Initiator("ana", "laptop"),
        signed,
        false,
        List.of(),
        owner);
  }

  @Test
  void without_a_proof_only_what_the_policy_lists_is_done() {
    assertNull(gate.admit(order(Action.LOOK, null, null)).refusal());
    assertEquals(
        "production of shop takes signed requests only. Give --sign-with, or set"
            + " SLIPWAY_SIGN_WITH.",
        refusal(order(Action.ABORT, RUN, null)));
    assertTrue(refusal(order(null, RUN, null)).contains("cannot be understood"));
    assertEquals(3, verdicts.size());
  }

  @ParameterizedTest
  @CsvSource({"-301, more than 300 s ago", "61, Set the clocks", "-299, ", "59, "})
  void a_statement_is_good_for_minutes(int seconds, @Nullable String refused) {
    Instant at = NOW.plusSeconds(seconds);
    String said =
        refusal(order(Action.DEPLOY, null, signed(ana, statement(Action.DEPLOY, null, at))));

    assertTrue(refused == null ? said.equals("null") : said.contains(refused), said);
  }

  @Test
  void a_statement_is_good_for_whom_it_was_made() {
    String elsewhere =
        new Statement(
                1, "deploy", "other", SHOP, PRODUCTION, null, "n".repeat(32), NOW, null, json())
            .text();
    List<GateOrder> orders =
        List.of(
            order(Action.DEPLOY, null, signed(ana, elsewhere)),
            order(Action.DEPLOY, RUN, signed(ana, statement(Action.DEPLOY, null, NOW))),
            order(Action.DEPLOY, null, signed(ana, statement(Action.DEPLOY, RUN, NOW))),
            order(Action.ROLLBACK, null, signed(ana, statement(Action.DEPLOY, null, NOW))),
            new GateOrder(
                Action.DEPLOY,
                SHOP,
                StageName.of("staging"),
                null,
                null,
                signed(ana, statement(Action.DEPLOY, null, NOW)),
                false,
                List.of()));

    for (GateOrder order : orders) {
      assertTrue(refusal(order).startsWith("The request was made for "), order.toString());
    }
    assertTrue(verdicts.stream().noneMatch(Verdict::allowed));
  }

  @Test
  void a_statement_that_was_sent_before_is_refused() {
    GateOrder again =
        new GateOrder(
            Action.DEPLOY,
            SHOP,
            PRODUCTION,
            null,
            null,
            signed(ana, statement(Action.DEPLOY, null, NOW)),
            true,
            List.of());

    assertEquals(
        "This very request was sent before. Ask again, and it is a new one.", refusal(again));
  }

  @Test
  void a_watch_is_good_until_it_says_or_the_policy_does() {
    Instant begun = NOW.minus(Duration.ofDays(20));
    assertNull(gate.admit(watch(begun, begun.plus(Duration.ofDays(30)))).refusal());
    assertTrue(refusal(watch(begun, NOW.minusSeconds(1))).contains("The watch was allowed until"));
    Instant longAgo = NOW.minus(Duration.ofDays(91));
    assertTrue(refusal(watch(longAgo, NOW.plusSeconds(1))).contains("The watch was allowed until"));
  }

  private GateOrder watch(Instant at, Instant until) {
    String text =
        new Statement(
                1, "watch", "deploys", SHOP, PRODUCTION, null, "n".repeat(32), at, until, json())
            .text();
    return order(Action.WATCH, null, signed(ana, text));
  }

  @ParameterizedTest
  @CsvSource({
    "vault:secret/data/shop/db#password, true",
    "vault:secret/data/other/db#password, false",
    "vault:secret/data/shop/../other/db#password, false",
    "vault:secret/data/shop/%2e%2e/other#password, false",
    "env:HOME, false",
  })
  void an_application_names_only_secrets_that_it_may(String reference, boolean allowed) {
    GateOrder order =
        new GateOrder(
            Action.DEPLOY,
            SHOP,
            PRODUCTION,
            null,
            null,
            signed(ana, statement(Action.DEPLOY, null, NOW)),
            false,
            List.of(SecretRef.parse(reference)));

    assertEquals(allowed, gate.admit(order).refusal() == null);
  }

  @Test
  void a_token_of_a_provider_proves_its_owner_and_groups() throws JOSEException {
    String text = statement(Action.ABORT, RUN, NOW);
    JWTClaimsSet good = claims("slipway", NOW.plusSeconds(60));

    Admission admission = gate.admit(order(Action.ABORT, RUN, token(text, jwt(good, provider))));

    assertEquals("ci-job", admission.principal());
    assertEquals("token of https://ci.example.com", admission.proof());
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("one").generate();
    Map<String, String> refused =
        Map.of(
            jwt(good, foreign),
            "good signature",
            jwt(claims("other", NOW.plusSeconds(60)), provider),
            "for somebody else",
            jwt(claims("slipway", NOW.minusSeconds(90)), provider),
            "has expired",
            new PlainJWT(good).serialize(),
            "no signed JWT",
            "nonsense",
            "no signed JWT");
    refused.forEach(
        (jwt, why) ->
            assertTrue(refusal(order(Action.ABORT, RUN, token(text, jwt))).contains(why), why));
  }

  @Test
  void a_changed_file_counts_at_once_and_a_faulty_one_does_not() throws IOException {
    SignedRequest request = signed(ana, statement(Action.DEPLOY, null, NOW));
    keys.write("policy.yml", "rules: nonsense\n");
    assertNull(gate.admit(order(Action.DEPLOY, null, request)).refusal());

    keys.write("policy.yml", "signers: allowed_signers\nrevoked: revoked_keys\n");
    assertTrue(refusal(order(Action.DEPLOY, null, request)).contains("no rule"));
    keys.write("revoked_keys", Keys.pub(ana));
    assertTrue(refusal(order(Action.DEPLOY, null, request)).contains("has been revoked"));
  }

  @Test
  void all_faults_of_a_policy_are_told_at_once() {
    Path policy =
        keys.write(
            "faulty.yml",
            """
            signers: allowed_signers
            revokd: x
            groups: {ops: [cleo@example.com]}
            rules:
              - {allow: [deploy, fly], stages: [production]}
            max_age: 2d
            approvals: [{quorum: none, groups: [ops], distinct_groups: 2}]
            windows:
              - {freeze: weekend, zone: Europe/Berlin}
              - {allow: "MON 08:00-17:00", zone: Berlin}
              - {reason: sale}
            """);

    String said =
        String.valueOf(
            assertThrows(PolicyException.class, () -> Gate.by(policy, verdicts::add)).getMessage());

    assertEquals(
        """
        F: line 2: 'revokd' is not a key here. Did you mean 'revoked'?
        F: line 5: an entry of 'rules' lacks 'who'
        F: line 5: an entry of 'allow' is 'fly'; known are: look, watch, deploy, rollback, abort, approve, freeze, override, pause, queue
        F: line 6: 'max_age' must be a time such as 90s, 5m, 1h or 30d, from 1s to 3600s
        F: line 7: an entry of 'approvals' wants approvals of 2 different groups, and names 1
        F: line 7: 'quorum' must be a whole number from 1 to 100
        F: line 9: 'freeze' cannot be used: 'weekend' is no window of time
        F: line 10: 'zone' is no known time zone: 'Berlin'
        F: line 11: an entry of 'windows' needs one of 'freeze' and 'allow'
        F: line 11: an entry of 'windows' lacks 'zone'\
        """
            .replace("F:", policy + ":"),
        said);
    Path mistyped =
        keys.write(
            "mistyped.yml",
            "signers: allowed_signers\nrules: [{allow: [deploy], who: [anna@example.com]}]\n");
    assertTrue(
        String.valueOf(
                assertThrows(PolicyException.class, () -> Gate.by(mistyped, verdicts::add))
                    .getMessage())
            .contains("'anna@example.com' is neither a group nor a name among the signers"));
  }

  @ParameterizedTest
  @CsvSource({"ca.pem, https://id.example.com/keys", "/etc/ca.pem, /etc/keys"})
  void an_authority_is_named_by_its_whole_path_and_for_an_address_only(String ca, String jwks) {
    List<String> faults = new ArrayList<>();
    Policy unused =
        PolicyReader.read("oidc: [{issuer: i, ca: %s, jwks: %s}]\n".formatted(ca, jwks), faults);

    assertEquals(
        List.of(
            "line 1: an entry of 'oidc' needs as 'ca' the whole path of a file, for a 'jwks' that"
                + " begins with https://"),
        faults);
  }

  private String refusal(GateOrder order) {
    return String.valueOf(gate.admit(order).refusal());
  }

  private static JWTClaimsSet claims(String audience, Instant until) {
    return new JWTClaimsSet.Builder()
        .issuer("https://ci.example.com")
        .subject("ci-job")
        .audience(audience)
        .expirationTime(Date.from(until))
        .claim("groups", List.of("sre"))
        .build();
  }

  private static String jwt(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static SignedRequest token(String text, String jwt) {
    return new SignedRequest(text, new Proof.OidcToken(jwt));
  }

  private static SignedRequest signed(Path key, String text) {
    return new SignedRequest(text, keys.sign(key, text));
  }

  private static String statement(Action action, @Nullable String run, Instant at) {
    return new Statement(
            1, action.word(), "deploys", SHOP, PRODUCTION, run, "n".repeat(32), at, null, json())
        .text();
  }

  private static com.fasterxml.jackson.databind.JsonNode json() {
    return io.slipway.contract.WireFormat.mapper().createObjectNode().put("ref", "v1");
  }

  private static GateOrder order(
      @Nullable Action action, @Nullable String run, @Nullable SignedRequest signed) {
    return new GateOrder(
        action, SHOP, PRODUCTION, run, new Initiator("ana", "laptop"), signed, false, List.of());
  }
}
