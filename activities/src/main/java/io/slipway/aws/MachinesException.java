package io.slipway.aws;

import org.jspecify.annotations.Nullable;

/** Machines could not be had from AWS. */
public final class MachinesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param problem without a full stop
   * @param remedy a sentence
   */
  MachinesException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  MachinesException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.remedy = remedy;
  }

  public String problem() {
    return String.valueOf(getMessage());
  }

  public String remedy() {
    return remedy;
  }

  static MachinesException away(String region, Throwable cause) {
    return new MachinesException(
        "has no answer from AWS: %s".formatted(Reason.of(cause)),
        "Can AWS in %s be reached from here?".formatted(region),
        cause);
  }

  /**
   * What a refusal means, told from its code.
   *
   * @param permission what would have to be allowed, such as {@code ec2:DescribeInstances}
   */
  static MachinesException refused(int status, String code, String permission, String region) {
    return switch (code) {
      case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException" ->
          new MachinesException(
              "is not allowed to you by AWS",
              "Allow %s to whom you are there.".formatted(permission));
      case "AuthFailure",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired" ->
          unknown(code);
      default ->
          status == 401
              ? unknown("status 401")
              : new MachinesException(
                  "is refused by AWS with status %d%s"
                      .formatted(status, code.isEmpty() ? "" : " (%s)".formatted(code)),
                  "Look at the tags, and at AWS's own state in %s.".formatted(region));
    };
  }

  /** Of status 401 the JDK's client keeps the answer to itself. */
  private static MachinesException unknown(String said) {
    return new MachinesException(
        "is refused by AWS, which does not know your credentials (%s)".formatted(said),
        "Log in again, and look at the clock.");
  }
}
