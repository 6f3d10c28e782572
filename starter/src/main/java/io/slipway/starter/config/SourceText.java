package io.slipway.starter.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Gets the text of a file, within bounds; what is wrong with the file itself is a fault. */
final class SourceText {
  /** Ten thousand hosts, each written out, are about a megabyte. */
  static final int MOST_BYTES = 4 << 20;

  private SourceText() {}

  static String of(Path file, Faults faults) {
    if (Files.isDirectory(file)) {
      throw faults.alone(Place.NOWHERE, "it is a directory", "Name the file in it.");
    }
    byte[] bytes = bytes(file, faults);
    if (bytes.length > MOST_BYTES) {
      throw faults.alone(
          Place.NOWHERE, "it is larger than 4 MiB", "Use ranges such as web[01-40].");
    }
    return decoded(bytes, faults);
  }

  private static byte[] bytes(Path file, Faults faults) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw faults.alone(
          Place.NOWHERE,
          "there is no such file",
          "Write one with: slipway init. Or name another with --file.");
    } catch (AccessDeniedException e) {
      throw faults.alone(Place.NOWHERE, "it may not be read", "Change its permissions.");
    } catch (IOException e) {
      throw faults.alone(
          Place.NOWHERE, "it cannot be read: " + e.getMessage(), "Look at the disk.");
    }
  }

  private static String decoded(byte[] bytes, Faults faults) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = utf8.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw faults.alone(
          Place.in(text, text.length()), "it is not UTF-8 text", "Save it as UTF-8.");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
