package io.slipway.testbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to one GET on a connection of its own. Java's own client retries by itself and so
 * hides failures that a visitor would see.
 */
record HttpAnswer(int status, String body) {
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

  /** Fails when no answer comes, or one that ends before it should. */
  static HttpAnswer get(InetSocketAddress address, String path, int timeoutMillis)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(timeoutMillis);
      socket.connect(address, timeoutMillis);
      String request =
          "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(path, address.getHostString());
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  private static HttpAnswer parse(byte[] bytes) throws IOException {
    String text = new String(bytes, ISO_8859_1); // a character a byte, so that lengths agree
    int end = text.indexOf("\r\n\r\n");
    Matcher status = STATUS.matcher(text);
    if (end < 0 || !status.find()) {
      throw new IOException("the answer of %d bytes has no whole head".formatted(bytes.length));
    }
    int got = bytes.length - end - 4;
    Matcher length = LENGTH.matcher(text.substring(0, end));
    if (length.find() && Integer.parseInt(length.group(1)) != got) {
      throw new IOException("%d bytes of %s came".formatted(got, length.group(1)));
    }
    return new HttpAnswer(
        Integer.parseInt(status.group(1)), new String(bytes, end + 4, got, UTF_8));
  }
}
