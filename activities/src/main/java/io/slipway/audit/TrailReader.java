package io.slipway.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads on in a trail's files, from one to the next. */
final class TrailReader implements Store.Reader {
  private static final int AT_A_TIME = 50;

  private final TrailFiles files;
  private @Nullable Object at;
  private long offset;
  private long read;

  TrailReader(TrailFiles files) {
    this.files = files;
  }

  @Override
  public synchronized List<AuditLine> after(long number) throws IOException {
    List<AuditLine> found = new ArrayList<>();
    List<Path> all = new ArrayList<>(files.closed());
    all.removeIf(f -> lastNumber(f) <= number);
    all.add(files.current());
    for (Path file : all) {
      if (found.size() < AT_A_TIME) {
        read(file, number, found);
      }
    }
    return found;
  }

  private static long lastNumber(Path closed) {
    String name = closed.getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
  }

  private void read(Path file, long number, List<AuditLine> found) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      long from = key != null && key.equals(at) && read <= number ? offset : 0;
      byte[] bytes = new byte[Math.toIntExact(in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      String text = new String(bytes, ISO_8859_1);
      int begin = 0;
      int end = text.indexOf('\n');
      while (end >= 0 && found.size() < AT_A_TIME) {
        AuditLine line = AuditLine.parse(text.substring(begin, end));
        if (line != null && line.entry().n() > number) {
          found.add(line);
          read = line.entry().n();
        }
        begin = end + 1;
        end = text.indexOf('\n', begin);
      }
      at = key;
      offset = from + begin;
    } catch (FileNotFoundException | NoSuchFileException rotatedMeanwhile) {
      at = null;
    }
  }
}
