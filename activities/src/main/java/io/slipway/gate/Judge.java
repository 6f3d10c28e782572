package io.slipway.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.Action;
import io.slipway.contract.Admission;
import io.slipway.contract.GateOrder;
import io.slipway.contract.Proof;
import io.slipway.contract.Scope;
import io.slipway.contract.SignedRequest;
import io.slipway.contract.Statement;
import io.slipway.domain.SecretRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges one request by a policy. */
final class Judge {
  private final Policy policy;
  private final AllowedSigners signers;
  private final OidcTokens tokens;
  private final String namespace;
  private final Instant now;

  Judge(Policy policy, AllowedSigners signers, OidcTokens tokens, String namespace, Instant now) {
    this.policy = policy;
    this.signers = signers;
    this.tokens = tokens;
    this.namespace = namespace;
    this.now = now;
  }

  /**
   * @param admission what the workflow is told
   * @param verdict what is kept
   */
  record Judgement(Admission admission, Verdict verdict) {}

  Judgement judge(GateOrder order) {
    SignedRequest signed = order.signed();
    Action action = order.action();
    if (signed == null && action != null) {
      return unsigned(order, action);
    }
    try {
      if (signed == null || action == null) {
        throw new UnprovenException("it cannot be understood what is asked for", null);
      }
      Statement statement = statement(signed);
      Identity who = prove(signed);
      Optional<String> refusal = misdirected(order, statement);
      refusal = refusal.or(() -> untimely(order, statement));
      refusal = refusal.or(() -> denied(order, action, who));
      refusal = refusal.or(() -> secret(order));
      return answer(order, who, refusal.orElse(null), who.proof(), who.fingerprint());
    } catch (UnprovenException e) {
      String why =
          "It could not be proven who asks to %s %s: %s."
              .formatted(word(order), where(order), e.getMessage());
      return answer(order, null, why, "none", e.fingerprint());
    }
  }

  private Judgement unsigned(GateOrder order, Action action) {
    if (!policy.unsigned().containsAll(Permission.of(action))) {
      return answer(
          order,
          null,
          "%s takes signed requests only. Give --sign-with, or set SLIPWAY_SIGN_WITH."
              .formatted(order.scope() == null ? where(order) : "The keeper of freezes"),
          "none",
          null);
    }
    return answer(order, null, secret(order).orElse(null), "none", null);
  }

  private static Statement statement(SignedRequest signed) throws UnprovenException {
    try {
      return Statement.parse(signed.statement());
    } catch (IllegalArgumentException e) {
      throw new UnprovenException("what was signed is no request: " + e.getMessage(), null);
    }
  }

  private Identity prove(SignedRequest signed) throws UnprovenException {
    return switch (signed.proof()) {
      case Proof.SshSignature ssh -> signers.prove(ssh, signed.statement(), now);
      case Proof.OidcToken oidc ->
          tokens.prove(policy.oidc(), oidc, digest(signed.statement()), now);
      case null -> throw new UnprovenException("it carries no proof", null);
    };
  }

  private Optional<String> misdirected(GateOrder order, Statement statement) {
    boolean here =
        statement.namespace().equals(namespace)
            && statement.application().equals(order.application())
            && statement.stage().equals(order.stage())
            && Objects.equals(statement.run(), order.run())
            && Action.of(statement.action()).equals(Optional.ofNullable(order.action()));
    return here
        ? Optional.empty()
        : Optional.of(
            "The request was made for %s (%s of %s in namespace %s), and was sent to %s (%s of %s in namespace %s)."
                .formatted(
                    receiver(statement.run()),
                    statement.stage(),
                    statement.application(),
                    statement.namespace(),
                    receiver(order.run()),
                    order.stage(),
                    order.application(),
                    namespace));
  }

  private static String receiver(@Nullable String run) {
    return run == null ? "the stage" : run;
  }

  private Optional<String> untimely(GateOrder order, Statement statement) {
    if (order.sentBefore()) {
      return Optional.of("This very request was sent before. Ask again, and it is a new one.");
    }
    if (statement.at().isAfter(now.plus(policy.ahead()))) {
      return Optional.of(
          "The request was made at %s, and here it is %s. Set the clocks."
              .formatted(statement.at(), now));
    }
    return lasting(order.action()) == null ? stale(statement) : overdue(order, statement);
  }

  /** What goes by one statement for longer than it may be under way; null for all else. */
  private static @Nullable String lasting(@Nullable Action action) {
    return switch (action) {
      case WATCH -> "watch";
      case SCHEDULE -> "schedule";
      case TRAIN -> "train";
      case null, default -> null;
    };
  }

  private Optional<String> stale(Statement statement) {
    return statement.at().isBefore(now.minus(policy.maxAge()))
        ? Optional.of(
            "The request was made at %s, which is more than %s ago. Ask again."
                .formatted(statement.at(), words(policy.maxAge())))
        : Optional.empty();
  }

  private Optional<String> overdue(GateOrder order, Statement statement) {
    Instant most = statement.at().plus(policy.watchFor());
    Instant until = statement.until();
    Instant end = until == null || until.isAfter(most) ? most : until;
    return now.isAfter(end)
        ? Optional.of(
            "The %s was allowed until %s. Ask for it again."
                .formatted(lasting(order.action()), end))
        : Optional.empty();
  }

  private Optional<String> denied(GateOrder order, Action action, Identity who) {
    return Permission.of(action).stream()
        .flatMap(permission -> denied(order, permission, who).stream())
        .findFirst();
  }

  private Optional<String> denied(GateOrder order, Permission permission, Identity who) {
    Scope scope = order.scope();
    Scope asked =
        scope == null
            ? new Scope(List.of(order.application().value()), List.of(order.stage().value()))
            : scope;
    return who.name().equals(order.owner()) || policy.allows(who, permission, asked)
        ? Optional.empty()
        : Optional.of(
            "%s may not %s %s: no rule of the worker's policy.yml allows it. It takes one like {allow: [%s], who: [%s], applications: [%s], stages: [%s]}."
                .formatted(
                    who.name(),
                    word(order),
                    where(order),
                    permission.word(),
                    who.name(),
                    quoted(asked.applications()),
                    quoted(asked.stages())));
  }

  /** As YAML has it, where a star begins something else. */
  private static String quoted(List<String> patterns) {
    return patterns.stream()
        .map(p -> p.matches("[A-Za-z0-9._-]+") ? p : '"' + p + '"')
        .collect(Collectors.joining(", "));
  }

  private static String where(GateOrder order) {
    return order.scope() == null
        ? "%s of %s".formatted(order.stage(), order.application())
        : order.scope().words();
  }

  private Optional<String> secret(GateOrder order) {
    Optional<SecretRef> forbidden = policy.forbidden(order.application().value(), order.secrets());
    return forbidden.map(
        "The secret %s may not be named by %s: no pattern in the worker's policy.yml under secrets: %s allows it."
                .formatted("%s", order.application(), order.application())
            ::formatted);
  }

  private Judgement answer(
      GateOrder order,
      @Nullable Identity who,
      @Nullable String refusal,
      String proof,
      @Nullable String fingerprint) {
    String principal = who == null ? null : who.name();
    Verdict verdict =
        new Verdict(
            now,
            order.action(),
            order.application(),
            order.stage(),
            order.run(),
            principal,
            order.claimed(),
            refusal == null,
            refusal == null ? "allowed" : refusal,
            proof,
            fingerprint,
            order.signed() == null ? null : digest(order.signed().statement()));
    return new Judgement(
        refusal == null
            ? new Admission(
                null,
                principal,
                who == null ? null : who.proof(),
                who == null ? List.of() : policy.groupsOf(who))
            : Admission.refused(refusal),
        verdict);
  }

  private static String word(GateOrder order) {
    return order.action() == null ? "do something with" : order.action().word();
  }

  private static String words(Duration time) {
    return time.toDays() > 0 ? time.toDays() + " d" : time.toSeconds() + " s";
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
