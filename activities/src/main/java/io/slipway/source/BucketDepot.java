package io.slipway.source;

import io.slipway.aws.AwsAccess;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in buckets, read as the worker. Connects to AWS once something is asked for. */
final class BucketDepot implements Depot, AutoCloseable {
  private static final Pattern PLACE = Pattern.compile("s3://([^/]+)/(.+)");

  private final Map<String, String> environment;
  private @Nullable AwsAccess access;
  private @Nullable S3Client s3;

  /**
   * @param environment of the worker, which may say how to get to AWS
   */
  BucketDepot(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Download open(String place, @Nullable String token) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new IllegalArgumentException("%s is no place in a bucket".formatted(place));
    }
    try {
      ResponseInputStream<GetObjectResponse> object =
          client(place).getObject(r -> r.bucket(parts.group(1)).key(parts.group(2)));
      Long length = object.response().contentLength();
      return new Download(new Aborting(object), length == null ? -1 : length);
    } catch (S3Exception e) {
      throw of(place, e);
    } catch (SdkException e) {
      throw ArtifactFaults.away(place, "AWS cannot be asked: %s".formatted(e.getMessage()));
    }
  }

  private static SourceException of(String place, S3Exception e) {
    int status = e.statusCode();
    if (status == 404) {
      boolean lacksBucket =
          e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
      return ArtifactFaults.missing(
          place, lacksBucket ? "there is no such bucket" : "the bucket has no such key");
    }
    if (status == 401 || status == 403) {
      return ArtifactFaults.unusable(
          place,
          "AWS refuses it to the worker (status %d)".formatted(status),
          "Allow s3:GetObject on it to the worker's role. Without s3:ListBucket, AWS says the same"
              + " of what is not there.");
    }
    return status >= 500 || status == 429
        ? ArtifactFaults.away(place, "AWS cannot give it now (status %d)".formatted(status))
        : ArtifactFaults.unusable(
            place, "AWS answers with status %d".formatted(status), "Look at the bucket.");
  }

  private synchronized S3Client client(String place) {
    if (s3 == null) {
      s3 = made(place);
    }
    return s3;
  }

  private S3Client made(String place) {
    AwsAccess way;
    try {
      way = AwsAccess.of(environment);
    } catch (SdkException e) {
      throw ArtifactFaults.unusable(
          place,
          "nothing tells the worker which region of AWS is meant",
          "Set AWS_REGION of the worker.");
    }
    access = way;
    return way.configured(S3Client.builder(), "AWS_ENDPOINT_URL_S3")
        .credentialsProvider(way.credentials("SLIPWAY_ARTIFACTS_ROLE_ARN"))
        // A bucket may be in another region than the worker.
        .crossRegionAccessEnabled(!environment.containsKey("AWS_ENDPOINT_URL_S3"))
        // Buckets are no names of hosts where the endpoint is an address.
        .forcePathStyle(
            environment.containsKey("AWS_ENDPOINT_URL_S3")
                || environment.containsKey("AWS_ENDPOINT_URL"))
        .build();
  }

  @Override
  public synchronized void close() {
    if (s3 != null) {
      s3.close();
    }
    if (access != null) {
      access.close();
    }
  }
}
