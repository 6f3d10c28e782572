package io.slipway.log;

import io.slipway.aws.AwsAccess;
import io.slipway.contract.RunKey;
import io.slipway.domain.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps logs in a bucket, an object a piece: {@code
 * <prefix>/<application>/<stage>/<run>/<host>/<step>/<begun>/<from>-<to>-<at>}. All that is to be
 * known of a piece but its text is in its name, so that a listing tells it. What is old is removed
 * by the bucket's own rules.
 */
final class LogObjects implements LogStore {
  private static final Pattern NAME =
      Pattern.compile("([^/]+)/([^/]+)/([^/]+)/([0-9]+)-([0-9]+)-([0-9]+)");

  /** Above these, all of a run is listed at once. */
  private static final int FEW_HOSTS = 10;

  /** Whoever keeps something holds a step up meanwhile, and must not miss a heartbeat. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final AwsAccess access;
  private final S3Client s3;
  private final String bucket;
  private final String prefix;
  private final InstantSource clock;

  private LogObjects(
      AwsAccess access, S3Client s3, String bucket, String prefix, InstantSource clock) {
    this.access = access;
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
    this.clock = clock;
  }

  /**
   * Does not connect yet.
   *
   * @param prefix of all keys, without slashes around it; may be empty
   */
  static LogObjects open(
      String bucket, String prefix, Map<String, String> environment, InstantSource clock) {
    AwsAccess access = access(environment);
    S3Client s3 =
        access
            .configured(S3Client.builder(), "AWS_ENDPOINT_URL_S3")
            .credentialsProvider(access.credentials("SLIPWAY_LOGS_ROLE_ARN"))
            // Buckets are no names of hosts where the endpoint is an address.
            .forcePathStyle(
                environment.containsKey("AWS_ENDPOINT_URL_S3")
                    || environment.containsKey("AWS_ENDPOINT_URL"))
            .build();
    return new LogObjects(access, s3, bucket, prefix, clock);
  }

  private static AwsAccess access(Map<String, String> environment) {
    try {
      return AwsAccess.of(environment);
    } catch (SdkException e) {
      throw new LogException(
          "logs: tried to find the region of the bucket in SLIPWAY_LOGS, but %s. Set AWS_REGION."
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public String id() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest("%s/%s".formatted(bucket, prefix).getBytes(StandardCharsets.UTF_8));
      return "s3-" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String words() {
    return prefix.isEmpty() ? "s3://" + bucket : "s3://%s/%s".formatted(bucket, prefix);
  }

  @Override
  public long end(LogName name) throws IOException {
    return listed(name.run(), folder(name.run()), key(name)).stream()
        .mapToLong(LogEntry::to)
        .max()
        .orElse(0);
  }

  @Override
  public void add(LogName name, long from, long to, String text) throws IOException {
    Instant now = clock.instant();
    long at = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    String key = key(name, from, to, at);
    try {
      var unused =
          s3.putObject(
              r ->
                  r.bucket(bucket)
                      .key(key)
                      .contentType("text/plain; charset=utf-8")
                      .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)),
              RequestBody.fromString(text, StandardCharsets.UTF_8));
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public List<LogEntry> entries(RunKey run, List<HostName> hosts, @Nullable String step, long after)
      throws IOException {
    List<LogEntry> found = new ArrayList<>();
    String all = folder(run);
    if (hosts.isEmpty() || hosts.size() > FEW_HOSTS) {
      found.addAll(listed(run, all, all));
    } else {
      for (HostName host : hosts) {
        found.addAll(listed(run, all, "%s%s/".formatted(all, host)));
      }
    }
    return found.stream()
        .filter(e -> e.at() > after)
        .filter(e -> step == null || step.equals(e.name().step()))
        .filter(e -> hosts.isEmpty() || hosts.contains(e.name().host()))
        .toList();
  }

  private List<LogEntry> listed(RunKey run, String folder, String begin) throws IOException {
    List<LogEntry> found = new ArrayList<>();
    try {
      s3.listObjectsV2Paginator(
              ListObjectsV2Request.builder()
                  .bucket(bucket)
                  .prefix(begin)
                  .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE))
                  .build())
          .contents()
          .forEach(object -> entry(run, folder, object).ifPresent(found::add));
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
    return found;
  }

  private static Optional<LogEntry> entry(RunKey run, String folder, S3Object object) {
    Matcher name = NAME.matcher(object.key().substring(folder.length()));
    return name.matches()
        ? Optional.of(
            new LogEntry(
                new LogName(run, HostName.of(name.group(1)), name.group(2), name.group(3)),
                Long.parseLong(name.group(4)),
                Long.parseLong(name.group(5)),
                Long.parseLong(name.group(6)),
                object.size()))
        : Optional.empty();
  }

  @Override
  public @Nullable String text(LogEntry entry) throws IOException {
    String key = key(entry.name(), entry.from(), entry.to(), entry.at());
    try {
      return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
    } catch (NoSuchKeyException removed) {
      return null;
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String key(LogName name) {
    return "%s%s/%s/%s/".formatted(folder(name.run()), name.host(), name.step(), name.begun());
  }

  private String key(LogName name, long from, long to, long at) {
    return "%s%012d-%012d-%d".formatted(key(name), from, to, at);
  }

  private String folder(RunKey run) {
    return "%s%s/%s/%s-%s/"
        .formatted(
            prefix.isEmpty() ? "" : prefix + "/",
            run.application(),
            run.stage(),
            run.kind().name().toLowerCase(Locale.ROOT),
            run.id());
  }

  @Override
  public void close() {
    s3.close();
    access.close();
  }
}
