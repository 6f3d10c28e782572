package io.slipway.standalone.codec;

import io.slipway.codec.EncryptingCodec;
import io.slipway.codec.KeyRing;
import io.slipway.codec.KeyRings;
import io.slipway.gate.Onlookers;
import io.slipway.gate.PolicyException;
import io.slipway.standalone.ListenAddress;
import io.slipway.standalone.Termination;
import io.slipway.starter.command.HelpOption;
import io.slipway.starter.gateway.PayloadKeys;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.ProblemException;
import io.slipway.worker.Logs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code slipway codec}: lets Temporal's Web UI and command line show encrypted payloads. */
@Command(
    name = "codec",
    description = {
      "Decode encrypted payloads for Temporal's Web UI and command line, until SIGTERM or Ctrl-C.",
      "Whoever it answers to sees all that Temporal keeps, see docs/guide/payload-encryption.md."
    },
    footerHeading = "%nExample:%n",
    footer = "  slipway codec --origin http://127.0.0.1:8233")
public final class CodecCommand implements Callable<Integer> {
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([A-Za-z0-9._-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?");

  private final Map<String, String> environment;
  private final KeyRings rings;

  @Spec CommandSpec spec;
  @Mixin HelpOption help;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8089",
      description = "Where it listens. Default: 127.0.0.1:8089.")
  String listen;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      required = true,
      description =
          "A Web UI whose pages may ask, such as http://127.0.0.1:8233. Give it for each.")
  List<String> origins;

  @Option(
      names = "--payload-keys",
      paramLabel = "REFERENCE",
      description =
          "The key ring, such as file:/etc/slipway/payload-keys. Default: SLIPWAY_PAYLOAD_KEYS.")
  @Nullable String payloadKeys;

  @ArgGroup @Nullable Proof proof;

  /** By what askers prove that they may see payloads. */
  static final class Proof {
    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        required = true,
        description = "Bearer tokens that are good, one a line; nobody else may read the file.")
    @Nullable Path tokens;

    @Option(
        names = "--policy",
        paramLabel = "FILE",
        required = true,
        description =
            "The policy.yml whose 'oidc' providers' access tokens are good, of those who may look"
                + " at all applications and stages.")
    @Nullable Path policy;
  }

  @ArgGroup(exclusive = false)
  @Nullable Tls tls;

  /** For HTTPS. */
  static final class Tls {
    @Option(
        names = "--tls-certificate",
        paramLabel = "FILE",
        required = true,
        description = "The server's certificate and those above it, in PEM.")
    Path certificate;

    @Option(
        names = "--tls-key",
        paramLabel = "FILE",
        required = true,
        description = "The certificate's key, in PEM (PKCS #8).")
    Path key;
  }

  @Option(names = "--behind-proxy", description = "A proxy in front speaks TLS with those who ask.")
  boolean behindProxy;

  public CodecCommand(Map<String, String> environment, KeyRings rings) {
    this.environment = environment;
    this.rings = rings;
  }

  @Override
  public Integer call() throws InterruptedException {
    InetSocketAddress address = address();
    requireOrigins();
    requireGuarded(address.getAddress().isLoopbackAddress());
    Doorkeeper doorkeeper = new Doorkeeper(origins, bearers());
    SSLContext context = tls == null ? null : Certificates.tls(tls.certificate, tls.key);
    KeyRing keys =
        PayloadKeys.find(payloadKeys, environment, rings)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ExitCode.USAGE,
                        "Tried to decode payloads, but no payload keys are set. Give --payload-keys"
                            + " or set SLIPWAY_PAYLOAD_KEYS."));
    Logs.toConsole();
    // Whoever sends slowly must not keep the few threads; Java's server reads this when it is made.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
    CountDownLatch stop = new CountDownLatch(1);
    PayloadTranslation translation = new PayloadTranslation(EncryptingCodec.with(keys));
    try (CodecEndpoint endpoint = CodecEndpoint.open(address, context, doorkeeper, translation)) {
      var out = spec.commandLine().getOut();
      out.println(
          "Decodes at %s://%s:%d until it is stopped."
              .formatted(
                  context == null ? "http" : "https", address.getHostString(), endpoint.port()));
      out.flush();
      Termination.during(stop::await, stop::countDown);
    } catch (IOException e) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s: tried to listen there, but the address cannot be had (%s). Give another --listen."
              .formatted(listen, e.getMessage()),
          e);
    }
    return ExitCode.DONE.number();
  }

  private InetSocketAddress address() {
    try {
      return ListenAddress.parse(listen, "127.0.0.1:8089");
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), "--listen: " + e.getMessage(), e);
    }
  }

  private void requireOrigins() {
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new ParameterException(
            spec.commandLine(),
            "--origin: '%s' is none; write it as browsers do, such as http://127.0.0.1:8233"
                .formatted(origin));
      }
    }
  }

  /** On loopback, all who are on this machine may ask; elsewhere nobody without a proof. */
  private void requireGuarded(boolean loopback) {
    if (loopback && !behindProxy) {
      return;
    }
    if (proof == null) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s: tried to offer payloads in clear there, but nobody has said to whom. Give --policy FILE or --token-file FILE, or listen on 127.0.0.1 without --behind-proxy."
              .formatted(listen));
    }
    if (tls == null && !behindProxy) {
      throw new ProblemException(
          ExitCode.USAGE,
          "%s: tried to offer payloads in clear there, but without TLS all on the way would read them. Give --tls-certificate and --tls-key, or --behind-proxy when a proxy speaks TLS."
              .formatted(listen));
    }
  }

  private @Nullable Bearers bearers() {
    if (proof == null) {
      return null;
    }
    if (proof.tokens != null) {
      return TokenFile.read(proof.tokens);
    }
    try {
      return Onlookers.by(Objects.requireNonNull(proof.policy).toAbsolutePath())::refusal;
    } catch (PolicyException e) {
      throw new ProblemException(
          ExitCode.USAGE, "The policy cannot be used:\n%s".formatted(e.getMessage()), e);
    }
  }
}
