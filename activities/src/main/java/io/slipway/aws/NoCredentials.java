package io.slipway.aws;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
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
    if (SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent()) {
      try (WebIdentityTokenFileCredentialsProvider role =
          WebIdentityTokenFileCredentialsProvider.create()) {
        return asked(role, "the role of AWS_WEB_IDENTITY_TOKEN_FILE", cause);
      }
    }
    String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    try {
      ProfileFile files = ProfileFile.defaultProfileFile();
      Optional<Profile> profile = files.profile(name);
      if (profile.isPresent()) {
        return of(profile.get(), files, cause);
      }
      return name.equals(ProfileFileSystemSetting.AWS_PROFILE.defaultValue())
          ? withoutProfile(cause)
          : unusable(named(name), "AWS's own files have no such profile", cause);
    } catch (IllegalArgumentException | UncheckedIOException | SdkException e) {
      return unusable(named(name), Reason.of(e), e);
    }
  }

  private static MachinesException of(Profile profile, ProfileFile files, SdkException cause) {
    if (LOGINS.stream().anyMatch(key -> profile.property(key).isPresent())) {
      return new MachinesException(
          "needs credentials of AWS, and %s is one of 'aws sso login' or 'aws login', which only AWS's own command line reads"
              .formatted(named(profile.name())),
          "Log in with it, then: %s".formatted(EXPORT),
          cause);
    }
    if (profile.properties().keySet().stream().allMatch(ProfileProperty.REGION::equals)) {
      return withoutProfile(cause);
    }
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.builder()
            .profileFile(() -> files)
            .profileName(profile.name())
            .build()) {
      return asked(provider, named(profile.name()), cause);
    }
  }

  private static MachinesException withoutProfile(SdkException cause) {
    boolean container =
        Stream.of(
                SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,
                SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
            .anyMatch(setting -> setting.getStringValue().isPresent());
    if (!container) {
      return none(cause);
    }
    try (ContainerCredentialsProvider role = ContainerCredentialsProvider.create()) {
      return asked(role, "the role of this container", cause);
    }
  }

  /** What this one alone says. */
  private static MachinesException asked(
      AwsCredentialsProvider provider, String whose, SdkException cause) {
    try {
      Object unused = provider.resolveCredentials();
      return none(cause);
    } catch (IllegalArgumentException
        | IllegalStateException
        | UncheckedIOException
        | SdkException e) {
      return unusable(whose, Reason.of(e), e);
    }
  }

  private static String named(String profile) {
    return "the profile '%s'".formatted(Reason.words(profile));
  }

  private static MachinesException unusable(String whose, String why, Throwable cause) {
    return new MachinesException(
        "needs credentials of AWS, and %s gives none: %s".formatted(whose, why),
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
