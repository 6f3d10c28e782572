package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.apache.commons.compress.archivers.tar.TarConstants.DEFAULT_BLKSIZE;
import static org.apache.commons.compress.archivers.tar.TarConstants.DEFAULT_RCDSIZE;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_GNUTYPE_SPARSE;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_OFFSET;
import static org.apache.commons.compress.archivers.tar.TarConstants.NAMELEN;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives by a library that takes nearly all there are, held to those with whole and
 * short headers and without holes.
 */
final class TarReader extends TarArchiveInputStream {
  /** Of all headers of one entry, in bytes: names are shorter on any file system. */
  private static final int LONGEST = 1 << 16;

  private final HeaderBound source;
  private final PaxTexts records = new PaxTexts();

  TarReader(InputStream in) {
    this(new HeaderBound(in, LONGEST));
  }

  private TarReader(HeaderBound source) {
    super(source, DEFAULT_BLKSIZE, DEFAULT_RCDSIZE, ISO_8859_1.name(), true);
    this.source = source;
  }

  /**
   * The next entry, after whatever of the one before has not been read; null at the end.
   *
   * @throws TarFault when it is no archive that is taken
   */
  @Nullable TarEntry next() throws IOException {
    if (getCurrentEntry() != null) {
      transferTo(OutputStream.nullOutputStream());
    }
    records.begin();
    source.headers();
    try {
      TarArchiveEntry entry = getNextEntry();
      source.content();
      return entry == null ? null : told(entry);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private TarEntry told(TarArchiveEntry entry) throws TarFault {
    records.refuseGlobal();
    String name = records.bytes(entry.getName(), "path");
    if (records.absolute()) {
      throw TarFault.absolute("/" + name);
    }
    if (entry.isSparse()
        || entry.getExtraPaxHeaders().keySet().stream()
            .anyMatch(k -> k.startsWith("GNU.sparse."))) {
      throw TarFault.holes(name);
    }
    if (entry.getMode() == TarArchiveEntry.UNKNOWN) {
      throw new TarFault("a header of it holds a number that cannot be read");
    }
    char type = TarEntry.type(entry.getLinkFlag(), name);
    return new TarEntry(
        name,
        type,
        entry.getMode() & 0xFFF,
        type == TarEntry.FILE ? entry.getSize() : 0,
        Math.max(0, entry.getLastModifiedTime().to(SECONDS)),
        records.bytes(entry.getLinkName(), "linkpath"));
  }

  @Override
  public int read(byte[] buffer, int from, int most) throws IOException {
    try {
      int count = super.read(buffer, from, most);
      if (count > 0) {
        records.note(getCurrentEntry(), buffer, from, count);
      }
      return count;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** The library strips what makes a long name absolute. */
  @Override
  protected byte @Nullable [] getLongNameData() throws IOException {
    boolean name = getCurrentEntry().isGNULongNameEntry();
    byte[] text = super.getLongNameData();
    if (name && text != null && text.length > 0 && text[0] == '/') {
      throw TarFault.absolute(new String(text, ISO_8859_1));
    }
    return text;
  }

  /** The library takes the beginning of a header for the end of an archive, and sums on trust. */
  @Override
  protected byte @Nullable [] readRecord() throws IOException {
    long before = getBytesRead();
    byte[] record = super.readRecord();
    if (isAtEOF()) {
      return record;
    }
    if (record == null && getBytesRead() > before) {
      throw new EOFException();
    }
    if (record != null && !isEOFRecord(record)) {
      check(record);
    }
    return record;
  }

  private static void check(byte[] header) throws TarFault {
    try {
      if (!TarUtils.verifyCheckSum(header)) {
        throw TarFault.damaged();
      }
    } catch (IllegalArgumentException noNumber) {
      throw TarFault.damaged();
    }
    if (header[LF_OFFSET] == LF_GNUTYPE_SPARSE) {
      throw TarFault.holes(new String(header, 0, NAMELEN, ISO_8859_1).replaceFirst("(?s)\0.*", ""));
    }
  }

  /** The library's own words are not told: they quote what may be any file of the worker. */
  private IOException fault(IOException thrown) {
    if (thrown instanceof TarFault || thrown instanceof EOFException || source.failed()) {
      return thrown;
    }
    if (source.ended()) {
      return new EOFException();
    }
    TarArchiveEntry at = getCurrentEntry();
    return at != null && (at.isPaxHeader() || at.isGlobalPaxHeader())
        ? new TarFault("an extended header of it cannot be read")
        : TarFault.damaged();
  }
}
