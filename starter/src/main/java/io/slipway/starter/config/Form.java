package io.slipway.starter.config;

import io.slipway.domain.BatchSize;
import io.slipway.domain.Secret;
import io.slipway.domain.Tolerance;
import io.slipway.domain.WorkerCommand;
import io.slipway.starter.output.Printable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A form that texts of the file have. The pattern is what the JSON Schema says of it; what a
 * pattern cannot say is looked at as well.
 */
enum Form {
  NAME(
      "name",
      "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
      "Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"),
  ROLE(
      "role",
      "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
      "Use letters, digits, '_' and '-', at most 64, starting with a letter or digit"),
  LABEL(
      "label",
      "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
      "Use letters, digits, '.', '_' and '-', at most 64, starting with a letter or digit"),
  TAG_KEY(
      "key of a tag", "^\\S(?:.{0,126}\\S)?$", "Write it as AWS shows it, at most 128 characters"),
  TAG_VALUE(
      "value of a tag",
      "^\\S(?:.{0,254}\\S)?$",
      "Write it as AWS shows it, at most 256 characters; * and ? match any"),
  REGION("region of AWS", "^[a-z]{2,8}(?:-[a-z0-9]{1,12}){1,4}$", "Write it like eu-west-1"),
  COMMAND("command", "\\S", "Write what sh shall run"),
  WORKER_COMMAND(
      "name of a command of the worker's",
      "^%s$".formatted(WorkerCommand.FORM),
      "Write the name of a file without a folder: letters, digits, '.', '_' and '-', at most 64"),
  REPOSITORY(
      "git URL or path",
      "^(?:(?:https?|ssh|git|file|git\\+ssh|ssh\\+git)://[^\\s]+|/[^\\s].*"
          + "|(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:(?![:/]{2})[^\\s:-][^\\s]*)$",
      "Write a URL such as ssh://git@git.example.com/shop.git, git@git.example.com:shop.git, or an"
          + " absolute path"),
  ARTIFACT(
      "place of archives",
      "^(?:https?://|s3://|file:///|/)[^\\s?#]+$",
      "Write a URL such as https://builds.example.com/shop-{revision}.tar.gz,"
          + " s3://builds/shop.tgz, or an absolute path on the worker"),
  CHECKSUM(
      "SHA-256 or place of one",
      "^(?:[0-9A-Fa-f]{64}|(?:\\{url\\}|https?://|s3://|file:///|/)[^\\s?#]+)$",
      "Write a place such as '{url}.sha256', in quotes, or 64 hexadecimal digits"),
  SIGNATURE(
      "place of signatures",
      "^(?:\\{url\\}|https?://|s3://|file:///|/)[^\\s?#]+$",
      "Write a place such as '{url}.sig', in quotes"),
  SIGNER(
      "public key of SSH",
      "^[a-z][a-z0-9@.-]*[ \\t]+[A-Za-z0-9+/]+=*(?:[ \\t].*)?$",
      "Write the line of its .pub file, such as 'ssh-ed25519 AAAA... ci@example.com', in quotes"),
  DEPLOY_TO("absolute path", "^/[^/]", "Write an absolute path below /, such as /srv/shop"),
  RELATIVE_PATH(
      "relative path", "^[^/-]", "Write a path below the release's directory, such as tmp/pids"),
  LOCAL_FILE(
      "path on the worker", "^(?:/|~/).", "Write an absolute path, or one that begins with ~/"),
  CONFIG(
      "path of a slipway.yml",
      "^[^-\\s].*$",
      "Write the path as seen from the train's file, such as ../api/slipway.yml"),
  COMMIT("revision", "^[^-\\s]\\S*$", "Write a branch, a tag or a commit"),
  INVENTORY(
      "path of an inventory",
      "^[^-\\s].*$",
      "Write a file or folder below that of slipway.yml, such as inventory/production.yml"),
  LOGIN("login", "^[A-Za-z0-9_][A-Za-z0-9._@+\\\\-]{0,63}$", "Write a login name such as deploy"),
  JUMP(
      "[user@]host[:port]",
      "^(?:[A-Za-z0-9_][A-Za-z0-9._+\\\\-]*@)?"
          + "(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9][A-Za-z0-9._-]*)(?::[1-9][0-9]{0,4})?$",
      "Write [user@]host[:port], such as ops@bastion.example.com; several as a list"),
  PASSPHRASE(
      "env:NAME or file:/path",
      "^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:/.+)$",
      "Write env:NAME or file:/absolute/path; the passphrase itself must not stand here"),
  SECRET_NAME(
      "name of a secret",
      "^(?:%s|\\*)$".formatted(Secret.NAME),
      "Use a name that a shell takes for a variable, such as DATABASE_URL, or '*' for all that the"
          + " reference leads to"),
  SECRET_REF(
      "reference to a secret",
      "^(?:vault|ssm|file|env|exec):[^\\s]",
      "Write vault:secret/data/shop#url, ssm:/shop/url, file:/path, env:NAME or exec:command; the"
          + " secret itself must not stand here"),
  MODE(
      "mode of a secret file",
      "^0?[46][046]0$",
      "Write '0600', '0640' or '0400', in quotes; others never read secrets"),
  OWNER(
      "owner",
      "^(?:[A-Za-z0-9_][A-Za-z0-9._-]*(?::[A-Za-z0-9_][A-Za-z0-9._-]*)?|:[A-Za-z0-9_][A-Za-z0-9._-]*)$",
      "Write user, user:group or :group"),
  CERTIFICATE(
      "path in Vault",
      "^vault:[A-Za-z0-9][^\\s?#]*[A-Za-z0-9_}-]$",
      "Write the path that signs SSH keys, such as vault:ssh/sign/deploy"),
  HOST_NAMES(
      "host name",
      "^(?:[A-Za-z0-9\\[][A-Za-z0-9._,\\[\\]-]*|[0-9A-Fa-f]+:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$",
      "Write a name such as web1.example.com, or web[01-40].example.com; a port and a user have"
          + " keys of their own: {name: web1, port: 2222}"),
  ADDRESS(
      "DNS name or IP address",
      "^(?:[A-Za-z0-9_\\[][A-Za-z0-9._,\\[\\]-]*"
          + "|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.,\\[\\]-]*(?:%[A-Za-z0-9._-]+)?)$",
      "Write a DNS name or an IP address; the port has a key of its own"),
  MAIL_ADDRESS(
      "mail address",
      "^[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$",
      "Write an address such as ops@example.com, without a name"),
  MAIL_SERVER(
      "DNS name or IP address",
      "^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,252}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$",
      "Write a DNS name or an IP address; the port has a key of its own"),
  MAIL_USER(
      "login",
      "^[A-Za-z0-9_][A-Za-z0-9._@+=/\\\\-]{0,127}$",
      "Write a login name such as slipway@example.com"),
  GITHUB_REPOSITORY(
      "repository at GitHub",
      "^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$",
      "Write owner and name, such as acme/shop"),
  ENVIRONMENT(
      "environment",
      "^(?:[A-Za-z0-9 ._/-]|\\{stage\\}){1,100}$",
      "Write a name such as production, or one that holds {stage}"),
  API("URL", "^https?://[^\\s?#]+$", "Write a URL such as https://github.example.com/api/v3"),
  WINDOW(
      "window of time",
      "^(?:[A-Za-z]{3}(?:-[A-Za-z]{3})? +[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}"
          + "|[A-Za-z]{3} +[0-9]{2}:[0-9]{2} *- *[A-Za-z]{3} +[0-9]{2}:[0-9]{2}"
          + "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8})$",
      "Write it like 'FRI 15:00-MON 06:00', 'MON-THU 08:00-17:00' or"
          + " '2026-12-20T00:00/2027-01-06T06:00'"),
  ZONE("time zone", "^[A-Za-z][A-Za-z0-9_+/-]*$", "Write it like Europe/Berlin or UTC"),
  REASON("reason", "\\S", "Write why, such as 'weekend'"),
  NOTICE(
      "text of a notification",
      "\\S",
      "Write what shall be told, such as '{application} {revision} is on {stage}'"),
  URL("URL", "^https?://[^\\s]+$", "Write a URL such as http://{address}:8080/up"),
  SERVED(
      "text with {release} or {revision}",
      "\\{(?:release|revision)\\}",
      "Write what tells releases apart, such as 'version {revision}'"),
  BALANCER_NAME(
      "name in a balancer",
      "^(?:[A-Za-z0-9_.:-]|\\{(?:host|address|stage|color|port)\\})+$",
      "Use letters, digits, '.', '_', ':' and '-', and {host}, {address}, {stage}, {color} or"
          + " {port}"),
  UPSTREAM(
      "address in an upstream",
      "^(?:[A-Za-z0-9_.:\\[\\]/-]|\\{(?:host|address|stage|color|port)\\})+$",
      "Write an address such as '{address}:8080'"),
  MACHINE_PATH(
      "path on the balancer",
      "^/[A-Za-z0-9_./-]+$",
      "Write an absolute path of letters, digits, '.', '_' and '-'"),
  TARGET_GROUP(
      "ARN of a target group",
      "^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]+:targetgroup/[A-Za-z0-9-]+/[0-9a-f]+$",
      "Write what AWS shows, such as"
          + " arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/6d0ecf831eec9f09"),
  PORTS(
      "range of ports",
      "^[1-9][0-9]{3,4}-[1-9][0-9]{3,4}$",
      "Write the first and the last, from 1024 to 65535, such as 42000-42099"),
  DURATION(
      "duration", DurationText.PATTERN, "Write a duration with its unit, such as 90s, 5m or 1h30m"),
  PAUSE(
      "duration",
      DurationText.PATTERN,
      "Write a duration with its unit, such as 30s or 2m; 0s for none"),
  BATCH(
      "batch size",
      "^(?:[1-9][0-9]?|100)%$",
      "Write a number of hosts such as 5, or a percentage from 1% to 100%"),
  DECIMAL("number", "^-?[0-9]{1,15}(?:\\.[0-9]{1,15})?$", "Write a number such as 2 or 0.05"),
  TOLERANCE(
      "number of failing hosts",
      "^(?:0|[1-9][0-9]?|100)%$",
      "Write a number of hosts such as 0 or 2, or a percentage from 0% to 100%");

  private static final Pattern HOSTS = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern ANY_HOSTS = Pattern.compile("0|[1-9][0-9]{0,4}");

  private final String words;
  private final Pattern pattern;
  private final String remedy;

  Form(String words, String pattern, String remedy) {
    this.words = words;
    this.pattern = Pattern.compile(pattern);
    this.remedy = remedy + ".";
  }

  /** What it is called. */
  String words() {
    return words;
  }

  /** Whether what stands there by mistake may be a secret, which no message must quote. */
  boolean mayHoldSecret() {
    return this == PASSPHRASE || this == SECRET_REF || this == CERTIFICATE;
  }

  /** Whether a plain number says how many hosts are meant. */
  boolean countsHosts() {
    return this == BATCH || this == TOLERANCE;
  }

  /** The regular expression that a value matches somewhere; the same in Java and JavaScript. */
  String pattern() {
    return pattern.pattern();
  }

  /** How to write it, as a sentence. */
  String remedy() {
    return remedy;
  }

  /**
   * The value that a text stands for.
   *
   * @throws IllegalArgumentException when it stands for none; the message never quotes what may be
   *     a secret
   */
  Object parse(String text) {
    boolean oddCharacter =
        !Printable.of(text).equals(text)
            || (this != COMMAND
                && this != NOTICE
                && text.chars().anyMatch(Character::isISOControl));
    if (oddCharacter) {
      throw new IllegalArgumentException("holds a control character");
    }
    boolean fits =
        pattern.matcher(text).find()
            || (this == BATCH && HOSTS.matcher(text).matches())
            || (this == TOLERANCE && ANY_HOSTS.matcher(text).matches());
    if (!fits) {
      boolean quotable =
          !mayHoldSecret()
              && !List.of(REPOSITORY, ARTIFACT, CHECKSUM, SIGNATURE, SIGNER).contains(this);
      String value = quotable ? TextRules.quoted(text) : "this";
      throw new IllegalArgumentException("%s is not a valid %s".formatted(value, words));
    }
    return value(text);
  }

  private Object value(String text) {
    return switch (this) {
      case NAME, ROLE, LABEL, COMMAND, LOCAL_FILE, LOGIN, PASSPHRASE, HOST_NAMES, ADDRESS, SERVED ->
          text;
      case INVENTORY, CONFIG, COMMIT, PORTS, WORKER_COMMAND -> text;
      case SECRET_NAME, MODE, OWNER, TAG_KEY, TAG_VALUE, REGION -> text;
      case MAIL_ADDRESS, MAIL_SERVER, MAIL_USER, GITHUB_REPOSITORY, ENVIRONMENT -> text;
      case API -> TextRules.address(text);
      case NOTICE -> TextRules.notice(text);
      case WINDOW -> TextRules.window(text);
      case ZONE -> TextRules.zone(text);
      case REASON -> text;
      case BALANCER_NAME, UPSTREAM, MACHINE_PATH, TARGET_GROUP -> text;
      case SECRET_REF, CERTIFICATE -> TextRules.secretRef(text);
      case REPOSITORY -> TextRules.repository(text);
      case ARTIFACT, CHECKSUM, SIGNATURE -> TextRules.artifact(text);
      case SIGNER -> TextRules.signer(text);
      case DEPLOY_TO -> TextRules.deployTo(text);
      case RELATIVE_PATH -> TextRules.relativePath(text);
      case JUMP -> TextRules.jump(text);
      case URL -> TextRules.url(text);
      case DURATION -> DurationText.parse(text, true);
      case PAUSE -> DurationText.parse(text, false);
      case DECIMAL -> Double.valueOf(text);
      case BATCH -> BatchSize.parse(text);
      case TOLERANCE -> Tolerance.parse(text);
    };
  }
}
