package io.slipway.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** How a worker gets to AWS: by its environment, else as every program of AWS's does. */
public final class AwsAccess implements AutoCloseable {
  /** The first try and two more; Temporal does the rest. */
  private static final int TRIES = 3;

  private final Map<String, String> environment;
  private final Region region;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(5))
          .socketTimeout(Duration.ofSeconds(10))
          .build();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AwsCredentialsProvider own;

  private AwsAccess(Map<String, String> environment, Region region) {
    this.environment = environment;
    this.region = region;
    opened.push(http);
    this.own = own(environment);
    if (own instanceof AutoCloseable closeable) {
      opened.push(closeable);
    }
  }

  /**
   * Does not connect yet.
   *
   * @param environment of the worker
   * @throws SdkClientException when nothing says which region is meant
   */
  public static AwsAccess of(Map<String, String> environment) {
    return new AwsAccess(
        environment,
        setting(environment, "AWS_REGION")
            .or(() -> setting(environment, "AWS_DEFAULT_REGION"))
            .map(Region::of)
            .orElseGet(() -> new DefaultAwsRegionProviderChain().getRegion()));
  }

  /** The same for a region that is known. */
  public static AwsAccess in(String region, Map<String, String> environment) {
    return new AwsAccess(environment, Region.of(region));
  }

  public String region() {
    return region.id();
  }

  /** For what the SDK has no client for that is small enough. */
  SdkHttpClient http() {
    return http;
  }

  /**
   * Where the service of this name is, such as {@code ec2}.
   *
   * @throws Endpoint.FaultException when the environment says so in a way that cannot be understood
   */
  URI endpoint(String service) {
    return Endpoint.of(environment, "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT))
        .orElseGet(
            () ->
                URI.create(
                    "https://%s.%s.%s/"
                        .formatted(
                            service, region.id(), PartitionMetadata.of(region).dnsSuffix())));
  }

  /** Its own, whatever roles there are for certain uses. */
  AwsCredentialsProvider credentials() {
    return own;
  }

  /** Whether the worker has any, right ones or not. */
  public boolean hasCredentials() {
    try {
      return !own.resolveCredentials().accessKeyId().isEmpty();
    } catch (SdkClientException none) {
      return false;
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception ignored) {
        // the worker stops; there is nothing left to lose
      }
    }
  }

  /**
   * The worker's own credentials, or those of a role that it assumes.
   *
   * @param roleVariable of the environment, which may name a role
   */
  public AwsCredentialsProvider credentials(String roleVariable) {
    Optional<String> role = setting(environment, roleVariable);
    if (role.isEmpty()) {
      return own;
    }
    StsClient sts =
        configured(StsClient.builder(), "AWS_ENDPOINT_URL_STS").credentialsProvider(own).build();
    opened.push(sts);
    StsAssumeRoleCredentialsProvider assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(r -> r.roleArn(role.get()).roleSessionName("slipway"))
            .build();
    opened.push(assumed);
    return assumed;
  }

  private static AwsCredentialsProvider own(Map<String, String> environment) {
    Optional<String> id = setting(environment, "AWS_ACCESS_KEY_ID");
    Optional<String> key = setting(environment, "AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || key.isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    AwsCredentials stated =
        setting(environment, "AWS_SESSION_TOKEN")
            .<AwsCredentials>map(t -> AwsSessionCredentials.create(id.get(), key.get(), t))
            .orElseGet(() -> AwsBasicCredentials.create(id.get(), key.get()));
    return StaticCredentialsProvider.create(stated);
  }

  /**
   * A builder of a client that only lacks credentials.
   *
   * @param endpoint variable of the environment that may say where the service is
   * @throws Endpoint.FaultException when it does so in a way that cannot be understood
   */
  public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
      B builder, String endpoint) {
    builder
        .region(region)
        .httpClient(http)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofSeconds(20))
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(TRIES).build())
                .build());
    Endpoint.of(environment, endpoint).ifPresent(builder::endpointOverride);
    return builder;
  }

  static Optional<String> setting(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
