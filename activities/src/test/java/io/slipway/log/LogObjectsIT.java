package io.slipway.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.domain.HostName;
import io.slipway.testbench.Moto;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Logs in a bucket of a stand-in for AWS. */
class LogObjectsIT extends LogStoreContract {
  private static Moto moto;
  private static S3Client aws;

  private final String prefix = "logs/" + UUID.randomUUID();
  private LogStore last = store();

  @BeforeAll
  static void start() {
    moto = Moto.start();
    aws =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(moto.address()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    var unused = aws.createBucket(b -> b.bucket("shop-logs"));
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      aws.close();
      moto.close();
    }
  }

  @AfterEach
  void close() {
    last.close();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "id",
        "AWS_SECRET_ACCESS_KEY", "key",
        "AWS_ENDPOINT_URL_S3", moto.address());
  }

  @Override
  LogStore store() {
    last = LogObjects.open("shop-logs", prefix, environment(), InstantSource.system());
    return last;
  }

  @Test
  void each_piece_is_an_object_that_people_find() throws Exception {
    store().add(name(HostName.of("web1"), "build", "1-1"), 0, 4, "one\n");
    String key =
        aws.listObjectsV2(r -> r.bucket("shop-logs").prefix(prefix)).contents().getFirst().key();
    assertTrue(
        key.matches(
            "\\Q%s\\E/shop/production/deploy-20261124090000/web1/build/1-1/0{12}-0{11}4-[0-9]{16}"
                .formatted(prefix)),
        key);
    assertEquals("one\n", aws.getObjectAsBytes(r -> r.bucket("shop-logs").key(key)).asUtf8String());
  }

  @Test
  void a_bucket_that_is_not_there_fails_nothing_and_is_then_left_alone() {
    LogStore missing =
        LogObjects.open("no-such-bucket", prefix, environment(), InstantSource.system());
    try (Logbook logbook = Logbook.of(missing, 1 << 20)) {
      LogName build = name(HostName.of("web1"), "build", "1-1");
      assertEquals(0, logbook.end(build));
      String why = logbook.add(build, 0, 4, "one\n").orElseThrow();
      assertEquals("s3://no-such-bucket/%s took nothing a moment ago".formatted(prefix), why);
    }
  }
}
