package io.slipway.secret;

import io.slipway.aws.AwsAccess;
import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Parameters of AWS Systems Manager: one, or all that lie below a path. */
final class SsmStore implements SecretStore {
  private final AwsAccess access;
  private final SsmClient ssm;

  private SsmStore(AwsAccess access) {
    this.access = access;
    this.ssm =
        access
            .configured(SsmClient.builder(), "AWS_ENDPOINT_URL_SSM")
            .credentialsProvider(access.credentials("SLIPWAY_SSM_ROLE_ARN"))
            .build();
  }

  /**
   * Does not connect yet.
   *
   * @param ref on whose behalf it is opened, for messages
   */
  static SsmStore open(Map<String, String> environment, SecretRef ref) {
    try {
      return new SsmStore(AwsAccess.of(environment));
    } catch (SdkClientException unknown) {
      throw new SecretException(
          Obstacle.MISUSED,
          ref,
          "the worker does not know which region of AWS to ask",
          "Set AWS_REGION where the worker is started.");
    }
  }

  @Override
  public SecretDocument read(SecretRef ref) {
    try {
      return ref.many() ? below(ref) : one(ref);
    } catch (SdkException e) {
      AwsFaults faults = new AwsFaults(ref, access.region());
      boolean asked = e instanceof AwsServiceException || access.hasCredentials();
      throw asked ? faults.of(e) : faults.withoutCredentials(); // without it: it may quote values
    }
  }

  @Override
  public void giveBack(String lease) {}

  @Override
  public void close() {
    ssm.close();
    access.close();
  }

  private SecretDocument one(SecretRef ref) {
    String name = ref.version() == null ? ref.path() : ref.path() + ":" + ref.version();
    Parameter found =
        ssm.getParameter(GetParameterRequest.builder().name(name).withDecryption(true).build())
            .parameter();
    return new SecretDocument(
        Map.of(SecretDocument.ONLY, found.value()), String.valueOf(found.version()), null, null);
  }

  private SecretDocument below(SecretRef ref) {
    if (ref.version() != null) {
      throw new SecretException(
          Obstacle.MISUSED,
          ref,
          "all that lies below a path has no common version",
          "Name the parameters one by one to ask for versions.");
    }
    GetParametersByPathRequest request =
        GetParametersByPathRequest.builder()
            .path(ref.path())
            .recursive(true)
            .withDecryption(true)
            .build();
    Map<String, String> fields = new LinkedHashMap<>();
    for (GetParametersByPathResponse page : ssm.getParametersByPathPaginator(request)) {
      page.parameters().forEach(each -> add(ref, fields, each));
    }
    if (fields.isEmpty()) {
      throw new SecretException(
          Obstacle.MISSING,
          ref,
          "no parameter lies below that path",
          "Look at the path, and at the region (%s).".formatted(access.region()));
    }
    return new SecretDocument(fields, null, null, null);
  }

  private static void add(SecretRef ref, Map<String, String> fields, Parameter each) {
    String field = each.name().substring(ref.path().length()).replace('/', '_');
    if (fields.put(field, each.value()) != null) {
      throw new SecretException(
          Obstacle.MISUSED,
          ref,
          "two parameters below it would both be called " + field,
          "Rename one, or name the parameters one by one.");
    }
  }
}
