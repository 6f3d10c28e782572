package io.slipway.traffic;

import io.slipway.contract.FailureType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS's refusals mean. */
final class TargetGroupFaults {
  private TargetGroupFaults() {}

  /** The texts of AWS's refusals are not passed on, but their codes are. */
  static <T> T asked(TargetGroups.Region region, BalancerFaults faults, Supplier<T> question) {
    try {
      return question.get();
    } catch (AwsServiceException e) {
      String code = code(e);
      boolean passes = e.statusCode() >= 500 || e.statusCode() == 429 || e.isThrottlingException();
      throw passes
          ? faults.unreachable("AWS cannot answer now (%s)".formatted(code), "It is tried again.")
          : faults.unusable(
              "AWS does not allow it, or does not know the group (%s)".formatted(code),
              "The worker's role needs elasticloadbalancing: DescribeTargetHealth, DescribeTags,"
                  + " AddTags, RemoveTags, RegisterTargets and DeregisterTargets.");
    } catch (SdkException e) {
      throw region.access().hasCredentials()
          ? faults.unreachable(
              "AWS does not answer",
              "Does the worker's network reach AWS in %s?".formatted(region.access().region()))
          : faults.fault(
              FailureType.BALANCER_UNUSABLE,
              "the worker has no credentials for AWS",
              "Give its machine or container a role, or set AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY where the worker is started.");
    }
  }

  private static @Nullable String code(AwsServiceException e) {
    return e.awsErrorDetails() == null
        ? "status " + e.statusCode()
        : e.awsErrorDetails().errorCode();
  }
}
