package io.slipway.aws;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Why there are no credentials. The SDK tells of all places that it has looked at together; a
 * person means one, and that is the profile where there is one.
 */
final class NoCredentials {
  private static final String EXPORT = "eval \"$(aws configure export-credentials --format env)\"";

  /** What profiles hold that only AWS's own command line can read. */
  private static final List<String> LOGINS =
      List.of(ProfileProperty.SSO_START_URL, "sso_session", "login_session");

  private NoCredentials() {}

  /**
   * Those that there are.
   *
   * @throws MachinesException when there are none
   */
  static AwsCredentials required(AwsAccess access) {
    try {
      return access.credentials().resolveCredentials();
    } catch (SdkException e) {
      throw of(e);
    }
  }

  /**
   * @param cause how the SDK says it
   */
  private static MachinesException of(SdkException cause) {
    String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    try {
      ProfileFile files = ProfileFile.defaultProfileFile();
      Optional<Profile> profile = files.profile(name);
      if (profile.isPresent()) {
        return of(profile.get(), files, cause);
      }
      return name.equals(ProfileFileSystemSetting.AWS_PROFILE.defaultValue())
          ? none(cause)
          : unusable(name, "AWS's own files have no such profile", cause);
    } catch (IllegalArgumentException | UncheckedIOException | SdkException e) {
      return unusable(name, Reason.of(e), e);
    }
  }

  private static MachinesException of(Profile profile, ProfileFile files, SdkException cause) {
    if (LOGINS.stream().anyMatch(key -> profile.property(key).isPresent())) {
      return new MachinesException(
          "needs credentials of AWS, and the profile '%s' is one of 'aws sso login' or 'aws login', which only AWS's own command line reads"
              .formatted(Reason.words(profile.name())),
          "Log in with it, then: %s".formatted(EXPORT),
          cause);
    }
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.builder()
            .profileFile(() -> files)
            .profileName(profile.name())
            .build()) {
      Object unused = provider.resolveCredentials();
    } catch (IllegalArgumentException | IllegalStateException | SdkException e) {
      return profile.properties().keySet().stream().allMatch(ProfileProperty.REGION::equals)
          ? none(cause)
          : unusable(profile.name(), Reason.of(e), e);
    }
    return none(cause);
  }

  private static MachinesException unusable(String profile, String why, Throwable cause) {
    return new MachinesException(
        "needs credentials of AWS, and the profile '%s' gives none: %s"
            .formatted(Reason.words(profile), why),
        "Mend it, name another with AWS_PROFILE, or: %s".formatted(EXPORT),
        cause);
  }

  private static MachinesException none(Throwable cause) {
    return new MachinesException(
        "needs credentials of AWS, and there are none",
        "Name a profile with AWS_PROFILE, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log"
            + " in with AWS's own command line, then: "
            + EXPORT,
        cause);
  }
}
