package io.slipway.starter.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Makes single values of YAML scalars, and says what is wrong with those that are none. */
final class ScalarBinder {
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,8}");

  private final Faults faults;

  ScalarBinder(Faults faults) {
    this.faults = faults;
  }

  @Nullable Object text(Kind.Text text, Node node, KeyPath path) {
    Written written = Written.of(node);
    boolean hosts = text.form().countsHosts() && written == Written.NUMBER;
    boolean number = text.form() == Form.DECIMAL;
    if (written != (number ? Written.NUMBER : Written.TEXT) && !hosts) {
      return wrong(text, node, path);
    }
    if (text.form().countsHosts() && written == Written.TEXT && !valueOf(node).endsWith("%")) {
      return wrong(text, node, path);
    }
    return parsed(text.form(), valueOf(node), Place.of(node), path);
  }

  /** Whether a name that is a key is well formed. */
  boolean name(Form form, String name, Node key, KeyPath path) {
    return parsed(form, name, Place.of(key), path) != null;
  }

  private @Nullable Object parsed(Form form, String value, Place place, KeyPath path) {
    try {
      return form.parse(value);
    } catch (IllegalArgumentException e) {
      faults.add(place, path, String.valueOf(e.getMessage()), form.remedy());
      return null;
    }
  }

  @Nullable Integer whole(Kind.Whole whole, Node node, KeyPath path) {
    if (Written.of(node) != Written.NUMBER || !WHOLE.matcher(valueOf(node)).matches()) {
      wrong(whole, node, path);
      return null;
    }
    int number = Integer.parseInt(valueOf(node));
    if (number < whole.least() || number > whole.most()) {
      faults.add(
          Place.of(node), path, "%d is out of bounds".formatted(number), remedy(whole, node));
      return null;
    }
    return number;
  }

  @Nullable Boolean flag(Kind.Flag flag, Node node, KeyPath path) {
    if (Written.of(node) != Written.FLAG) {
      wrong(flag, node, path);
      return null;
    }
    return valueOf(node).toLowerCase(Locale.ROOT).equals("true");
  }

  @Nullable Enum<?> choice(Kind.Choice choice, Node node, KeyPath path) {
    if (Written.of(node) != Written.TEXT) {
      wrong(choice, node, path);
      return null;
    }
    String value = valueOf(node);
    for (Enum<?> each : choice.values()) {
      if (Kind.Choice.word(each).equals(value)) {
        return each;
      }
    }
    String near =
        Suggestion.nearest(value, choice.words()).map("Did you mean %s? "::formatted).orElse("");
    faults.add(
        Place.of(node),
        path,
        "%s is not one of its values".formatted(TextRules.quoted(value)),
        near + remedy(choice, node));
    return null;
  }

  /** Notes that a node is of another kind than is expected; is null for the caller to return. */
  @Nullable Object wrong(Kind kind, Node node, KeyPath path) {
    Written written = Written.of(node);
    String problem =
        switch (written) {
          case NOTHING -> "has no value";
          case TEXT, NUMBER, FLAG ->
              "%s is %s, but %s is expected"
                  .formatted(shown(kind, node), written.words(), expected(kind));
          case LIST, SECTION ->
              "is %s, but %s is expected".formatted(written.words(), expected(kind));
        };
    Place place = written == Written.NOTHING ? faults.placeOf(path) : Place.of(node);
    String remedy =
        written == Written.NOTHING
            ? "Give it one, or remove the key. " + remedy(kind, node)
            : remedy(kind, node);
    faults.add(place, path, problem, remedy.strip());
    return null;
  }

  private static String shown(Kind kind, Node node) {
    boolean secret = kind instanceof Kind.Text text && text.form().mayHoldSecret();
    return secret ? "this" : TextRules.quoted(valueOf(node));
  }

  private static String expected(Kind kind) {
    return switch (kind) {
      case Kind.Text text -> expected(text.form());
      case Kind.Whole whole -> "a whole number";
      case Kind.Flag flag -> "true or false";
      case Kind.Choice choice -> "a word";
      case Kind.Items items -> "a list";
      case Kind.Names names -> "a section of names";
      case Kind.Part part -> "a section of keys";
    };
  }

  private static String expected(Form form) {
    return switch (form) {
      case DURATION, PAUSE -> "a duration";
      case DECIMAL -> "a number";
      case BATCH, TOLERANCE -> "a number of hosts or a percentage";
      case NAME, ROLE, LABEL, COMMAND, REPOSITORY, DEPLOY_TO, RELATIVE_PATH, LOCAL_FILE, LOGIN ->
          "text";
      case INVENTORY, CONFIG, COMMIT, JUMP, PASSPHRASE, HOST_NAMES, ADDRESS, URL, SERVED -> "text";
      case SECRET_NAME, SECRET_REF, CERTIFICATE, MODE, OWNER -> "text";
      case TAG_KEY, TAG_VALUE, REGION -> "text";
      case BALANCER_NAME, UPSTREAM, MACHINE_PATH, TARGET_GROUP -> "text";
      case MAIL_ADDRESS, MAIL_SERVER, MAIL_USER, GITHUB_REPOSITORY, ENVIRONMENT -> "text";
      case PORTS -> "a range of ports";
      case WINDOW -> "a window of time";
      case ZONE -> "a time zone";
      case API, NOTICE, REASON, ARTIFACT, CHECKSUM, SIGNATURE, WORKER_COMMAND -> "text";
      case SIGNER -> "a public key";
    };
  }

  private static String remedy(Kind kind, Node node) {
    return switch (kind) {
      case Kind.Text text -> remedyForText(text.form(), node);
      case Kind.Whole whole when whole.most() == Integer.MAX_VALUE ->
          "Write a whole number, %d or more.".formatted(whole.least());
      case Kind.Whole whole ->
          "Write a whole number from %d to %d, without quotes."
              .formatted(whole.least(), whole.most());
      case Kind.Flag flag -> "Write true or false.";
      case Kind.Choice choice -> "Write one of: %s.".formatted(String.join(", ", choice.words()));
      case Kind.Items items
          when node instanceof ScalarNode && Written.of(node) != Written.NOTHING ->
          "Write [%s].".formatted(TextRules.quoted(valueOf(node)).replaceAll("^'|'$", ""));
      case Kind.Items items -> "Write [one, two].";
      case Kind.Names names when names.of() instanceof Kind.Text ->
          "Write each name with its value behind it, indented below.";
      case Kind.Names names -> "Write each name, with its own keys indented below it.";
      case Kind.Part part ->
          "Write its keys indented below it: %s."
              .formatted(String.join(", ", part.entries().stream().map(Entry::name).toList()));
    };
  }

  private static String remedyForText(Form form, Node node) {
    boolean duration = form == Form.DURATION || form == Form.PAUSE;
    Written written = Written.of(node);
    if (duration && written == Written.NUMBER && WHOLE.matcher(valueOf(node)).matches()) {
      return "Say the unit: %1$ss for seconds, or %1$sm for minutes.".formatted(valueOf(node));
    }
    boolean quotable = List.of(Written.NUMBER, Written.FLAG).contains(written) && !duration;
    return quotable && !form.mayHoldSecret() && !form.countsHosts()
        ? "Put it in quotes: '%s'.".formatted(valueOf(node))
        : form.remedy();
  }

  private static String valueOf(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
