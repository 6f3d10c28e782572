package io.slipway.source;

import io.slipway.shell.Pulse;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Makes, of an archive from elsewhere, one of which it is known what is in it: hosts get what was
 * read here, and not what their own tar may read in the same bytes.
 */
final class Repacking {
  /** What an archive may hold, unpacked: as much as a header of tar can tell. */
  private static final long MOST = (8L << 30) - 1;

  private final int strip;
  private final Pulse pulse;
  private final OwnFiles own;

  Repacking(int strip, Pulse pulse) {
    this(strip, pulse, new OwnFiles(List.of(), List.of()));
  }

  private Repacking(int strip, Pulse pulse, OwnFiles own) {
    this.strip = strip;
    this.pulse = pulse;
    this.own = own;
  }

  /** The same, without what hosts have themselves. */
  Repacking leaving(OwnFiles others) {
    return new Repacking(strip, pulse, others);
  }

  /**
   * Writes a plain tar archive of what is in a file.
   *
   * @param place where the file is from, for messages
   * @throws SourceException when anything in it may not go to hosts
   */
  void repack(Path file, OutputStream out, String place) throws IOException {
    repack(file, out, why -> ArtifactFaults.hostile(place, why));
  }

  /**
   * The same.
   *
   * @param refusal says what may not go to hosts
   */
  void repack(Path file, OutputStream out, Function<String, SourceException> refusal)
      throws IOException {
    try (TarReader in = new TarReader(unpacked(file))) {
      if (copy(in, new TarWriter(new Beating(out, pulse))) == 0) {
        throw new TarFault(
            strip == 0
                ? "it is empty"
                : "nothing is left of it without its first %d directories".formatted(strip));
      }
    } catch (TarFault e) {
      throw refusal.apply(String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      throw refusal.apply("it ends in the middle of a file");
    } catch (ZipException e) {
      throw refusal.apply("it is damaged: %s".formatted(e.getMessage()));
    }
  }

  private static InputStream unpacked(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return zipped ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
  }

  private int copy(TarReader reader, TarWriter writer) throws IOException {
    TarRules rules = new TarRules(strip);
    long total = 0;
    int written = 0;
    TarEntry entry;
    while ((entry = reader.next()) != null) {
      pulse.beat();
      total += entry.size();
      if (total > MOST) {
        throw new TarFault("it holds more than %d bytes".formatted(MOST));
      }
      Optional<TarEntry> kept = rules.allowed(entry);
      if (kept.isPresent() && !own.hold(kept.get())) {
        writer.write(kept.get(), reader);
        written++;
      }
    }
    writer.finish();
    return written;
  }
}
