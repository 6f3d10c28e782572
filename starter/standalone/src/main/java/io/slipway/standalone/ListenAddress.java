package io.slipway.standalone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.TypeConversionException;

/** Where something is served, as people write it. */
public final class ListenAddress {
  private static final int LAST_PORT = 65_535;

  private ListenAddress() {}

  /**
   * {@code 127.0.0.1:9464} or {@code [::1]:9464}.
   *
   * @param form how it is written, for the message
   * @throws TypeConversionException when it is no such thing
   */
  public static InetSocketAddress parse(String value, String form) {
    int colon = value.lastIndexOf(':');
    try {
      int port = Integer.parseInt(value.substring(colon + 1));
      if (colon < 1 || port < 0 || port > LAST_PORT) {
        throw wrong(value, form);
      }
      return new InetSocketAddress(InetAddress.getAllByName(value.substring(0, colon))[0], port);
    } catch (NumberFormatException | UnknownHostException e) {
      throw wrong(value, form);
    }
  }

  private static TypeConversionException wrong(String value, String form) {
    return new TypeConversionException(
        "'%s' is not an address of this machine; write it as %s".formatted(value, form));
  }
}
