package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes tar archives that every tar of a host can read, the same bytes for the same entries: owned
 * by nobody in particular, writable by its owner alone, and by no other means than bits of access.
 */
final class TarWriter {
  private final OutputStream out;
  private final TarArchiveOutputStream tar;

  TarWriter(OutputStream out) {
    // The library writes block by block.
    this.out = new BufferedOutputStream(out, 1 << 16);
    tar = new TarArchiveOutputStream(this.out, ISO_8859_1.name());
    // BusyBox knows GNU's long names, and not those of POSIX.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  /**
   * Writes an entry.
   *
   * @param content of a file, as many bytes as the entry says; of no matter for all else
   */
  void write(TarEntry entry, InputStream content) throws IOException {
    tar.putArchiveEntry(header(entry));
    if (entry.type() == TarEntry.FILE) {
      content.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry header(TarEntry entry) {
    boolean directory = entry.type() == TarEntry.DIRECTORY;
    TarArchiveEntry header =
        new TarArchiveEntry(directory ? entry.name() + "/" : entry.name(), (byte) entry.type());
    header.setSize(entry.size());
    header.setLinkName(entry.link());
    header.setMode(mode(entry));
    header.setNames("root", "root");
    header.setLastModifiedTime(
        FileTime.from(Math.min(entry.modified(), TarConstants.MAXSIZE), SECONDS));
    return header;
  }

  /** Nobody but the owner writes; nothing runs as another. */
  private static int mode(TarEntry entry) {
    return switch (entry.type()) {
      case TarEntry.DIRECTORY -> (entry.mode() & 0755) | 0700;
      case TarEntry.LINK -> 0777;
      default -> (entry.mode() & 0755) | 0600;
    };
  }

  /** Ends the archive, and leaves what it was written to open. */
  void finish() throws IOException {
    tar.finish();
    out.flush();
  }
}
