package io.slipway.standalone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where health is served.
 *
 * @param socket null for nowhere
 */
record HealthAddress(@Nullable InetSocketAddress socket) {

  /** {@code 127.0.0.1:9464}, {@code [::1]:9464}, or {@code off}. */
  static final class Converter implements ITypeConverter<HealthAddress> {
    private static final int LAST_PORT = 65_535;

    @Override
    public HealthAddress convert(String value) {
      if (value.equals("off")) {
        return new HealthAddress(null);
      }
      int colon = value.lastIndexOf(':');
      try {
        int port = Integer.parseInt(value.substring(colon + 1));
        if (colon < 1 || port < 0 || port > LAST_PORT) {
          throw wrong(value);
        }
        InetAddress host = InetAddress.getAllByName(value.substring(0, colon))[0];
        return new HealthAddress(new InetSocketAddress(host, port));
      } catch (NumberFormatException | UnknownHostException e) {
        throw wrong(value);
      }
    }

    private static TypeConversionException wrong(String value) {
      return new TypeConversionException(
          "'%s' is not an address of this machine; write it as 127.0.0.1:9464, or 'off'"
              .formatted(value));
    }
  }
}
