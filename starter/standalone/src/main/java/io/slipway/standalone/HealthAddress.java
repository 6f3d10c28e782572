package io.slipway.standalone;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * Where health is served.
 *
 * @param socket null for nowhere
 */
record HealthAddress(@Nullable InetSocketAddress socket) {

  /** {@code 127.0.0.1:9464}, {@code [::1]:9464}, or {@code off}. */
  static final class Converter implements ITypeConverter<HealthAddress> {
    @Override
    public HealthAddress convert(String value) {
      if (value.equals("off")) {
        return new HealthAddress(null);
      }
      return new HealthAddress(ListenAddress.parse(value, "127.0.0.1:9464, or 'off'"));
    }
  }
}
