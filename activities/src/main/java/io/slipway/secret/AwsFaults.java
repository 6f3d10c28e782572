package io.slipway.secret;

import io.slipway.domain.SecretRef;
import io.slipway.secret.SecretException.Obstacle;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.sts.model.StsException;

/** What AWS's refusals mean. Told from their types and codes; their texts are not passed on. */
record AwsFaults(SecretRef ref, String region) {

  SecretException of(SdkException failure) {
    return switch (failure) {
      case ParameterNotFoundException e ->
          fault(
              Obstacle.MISSING,
              "there is no such parameter",
              "Look at the name, and at the region (%s).".formatted(region));
      case ParameterVersionNotFoundException e ->
          fault(
              Obstacle.MISSING,
              "the parameter has no such version or label",
              "Look at: aws ssm get-parameter-history --name " + ref.path());
      case AwsServiceException e -> ofService(e);
      default ->
          fault(
              Obstacle.AWAY,
              "AWS does not answer",
              "Does the worker's network reach AWS in %s?".formatted(region));
    };
  }

  SecretException withoutCredentials() {
    return fault(
        Obstacle.MISUSED,
        "the worker has no credentials for AWS",
        "Give its machine or container a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            + " where the worker is started.");
  }

  private SecretException ofService(AwsServiceException failure) {
    String code = failure.awsErrorDetails() == null ? "" : failure.awsErrorDetails().errorCode();
    if (failure.isThrottlingException() || failure.statusCode() == 429) {
      return fault(
          Obstacle.AWAY,
          "AWS asks to be asked less often",
          "Raise the throughput of Parameter Store if it happens often.");
    }
    if (failure.statusCode() >= 500) {
      return fault(
          Obstacle.AWAY,
          "AWS cannot answer now (status %d)".formatted(failure.statusCode()),
          "Look at AWS's own state in %s.".formatted(region));
    }
    if (failure instanceof StsException) {
      return fault(
          Obstacle.DENIED,
          "AWS does not let the worker assume the role of SLIPWAY_SSM_ROLE_ARN (%s)"
              .formatted(code),
          "Allow sts:AssumeRole to the worker, in its own policy and in the role's trust policy.");
    }
    return switch (code == null ? "" : code) {
      case "AccessDeniedException", "AccessDenied" ->
          fault(
              Obstacle.DENIED,
              "AWS does not allow it to the worker",
              "Add to the worker's policy: %s (and kms:Decrypt for a key of your own)."
                  .formatted(statement()));
      case "UnrecognizedClientException",
          "InvalidSignatureException",
          "InvalidClientTokenId",
          "ExpiredTokenException",
          "IncompleteSignature" ->
          fault(
              Obstacle.DENIED,
              "AWS does not know the worker's credentials (%s)".formatted(code),
              "Give it new ones, or a role of its machine.");
      case "InvalidKeyId" ->
          fault(
              Obstacle.DENIED,
              "the key that decrypts it cannot be used",
              "Allow kms:Decrypt with that key to the worker.");
      default ->
          fault(
              Obstacle.MISUSED,
              "AWS takes the request for a wrong one (%s)".formatted(code),
              "Look at the name: it begins with a slash or is one word.");
    };
  }

  /** What would allow it, as it stands in a policy. */
  private String statement() {
    String path = ref.path().replaceAll("^/|/$", "");
    return "{\"Effect\": \"Allow\", \"Action\": \"ssm:%s\", \"Resource\": \"%s\"}"
        .formatted(
            ref.many() ? "GetParametersByPath" : "GetParameter",
            ref.path().startsWith("arn:")
                ? ref.path()
                : "arn:aws:ssm:%s:*:parameter/%s%s"
                    .formatted(region, path, ref.many() ? "/*" : ""));
  }

  private SecretException fault(Obstacle obstacle, String reason, String remedy) {
    return new SecretException(obstacle, ref, reason, remedy);
  }
}
