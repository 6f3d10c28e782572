package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.contract.FailureType;
import io.slipway.domain.Artifact;
import io.slipway.domain.Revision;
import io.slipway.shell.Pulse;
import io.slipway.testbench.Moto;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Artifacts in a bucket of a stand-in for AWS. */
class ArtifactsInBucketIT {
  private static final Artifact SHOP =
      new Artifact("s3://builds/shop/{revision}.tar.gz", "{url}.sha256", 1, null);
  private static Moto moto;
  private static S3Client aws;

  @TempDir Path folder;

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
    var unused = aws.createBucket(b -> b.bucket("builds"));
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      aws.close();
      moto.close();
    }
  }

  private Artifacts artifacts(String address) {
    return new Artifacts(
        folder.resolve("cache"),
        Map.of(
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "key",
            "AWS_ENDPOINT_URL_S3", address));
  }

  private static void put(String key, byte[] bytes) {
    var unused = aws.putObject(r -> r.bucket("builds").key(key), RequestBody.fromBytes(bytes));
  }

  @Test
  void a_version_is_read_with_what_aws_gives_the_worker() {
    byte[] archive = Tars.packed(folder, "shop", Map.of("bin/run", "one\n"));
    put("shop/1.0+b.tar.gz", archive);
    put("shop/1.0+b.tar.gz.sha256", Shelf.sha256(archive).getBytes(UTF_8));
    try (Artifacts artifacts = artifacts(moto.address())) {
      Revision one = artifacts.resolve(SHOP, "1.0+b", null, Pulse.NONE);
      assertEquals(Shelf.sha256(archive), one.value());
      Archive sent = artifacts.pack(SHOP, "1.0+b", one, null, Pulse.NONE).archives().getFirst();
      assertEquals(List.of("bin/", "bin/run: one\n"), Tars.unpacked(folder, sent, "tar"));
    }
  }

  @Test
  void what_is_not_there_is_told() {
    try (Artifacts artifacts = artifacts(moto.address())) {
      refused(artifacts, SHOP, FailureType.REVISION_NOT_FOUND, "the bucket has no such key");
      Artifact elsewhere = new Artifact("s3://no-such/{revision}", "{url}.sha256", 0, null);
      refused(artifacts, elsewhere, FailureType.REVISION_NOT_FOUND, "there is no such bucket");
    }
  }

  @Test
  void aws_that_is_away_is_asked_again() {
    try (Artifacts artifacts = artifacts("http://127.0.0.1:1")) {
      refused(artifacts, SHOP, FailureType.SOURCE_UNREACHABLE, "AWS cannot be asked");
    }
  }

  private static void refused(
      Artifacts artifacts, Artifact artifact, FailureType type, String why) {
    SourceException e =
        assertThrows(
            SourceException.class, () -> artifacts.resolve(artifact, "9", null, Pulse.NONE));
    assertEquals(type, e.type(), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
  }
}
