package io.slipway.aws;

/** Machines could not be had from AWS. */
public final class MachinesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param problem without a full stop
   * @param remedy a sentence
   */
  MachinesException(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  public String problem() {
    return String.valueOf(getMessage());
  }

  public String remedy() {
    return remedy;
  }

  static MachinesException withoutCredentials() {
    return new MachinesException(
        "needs credentials of AWS, and there are none",
        "Log in with AWS's own command line, name a profile with AWS_PROFILE, or set"
            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
  }

  static MachinesException away(String region) {
    return new MachinesException(
        "has no answer from AWS", "Can AWS in %s be reached from here?".formatted(region));
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
