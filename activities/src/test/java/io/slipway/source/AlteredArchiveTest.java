package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.slipway.shell.Pulse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives with a few bytes changed: refused in words, or written as what may go to hosts. */
class AlteredArchiveTest {
  private static final int BLOCK = 512;
  private static final String ODD = "\0\1 /.0789-=\n\u007f\u0080\u00ff12345670xgLKSs";
  private static final Pattern BAD_NAME = Pattern.compile("(?m)^/|(^|/)\\.\\.(/|$)");

  @TempDir Path folder;

  private final List<Integer> headers = new ArrayList<>();

  private byte[] archive() {
    String sparse =
        Tars.record("GNU.sparse.map=0,5")
            + Tars.record("GNU.sparse.size=5")
            + Tars.record("SCHILY.realsize=5");
    byte[] all = {};
    for (byte[] part :
        List.of(
            Tars.extended('g', Tars.record("comment=0123").getBytes(UTF_8)),
            Tars.extended('L', "d/name".getBytes(UTF_8)),
            Tars.extended('K', "d/link".getBytes(UTF_8)),
            Tars.with(Tars.entry(TarEntry.LINK, "l", "x"), new byte[0]),
            Tars.extended('x', Tars.record("path=d/e").getBytes(UTF_8)),
            Tars.with(new TarEntry("f", TarEntry.FILE, 0644, 5, 0, ""), "hello".getBytes(UTF_8)),
            Tars.extended('x', Tars.record("mtime=12.5").getBytes(UTF_8)),
            Tars.with(Tars.entry(TarEntry.HARD_LINK, "h", "d/e"), new byte[0]),
            Tars.extended('x', sparse.getBytes(UTF_8)),
            Tars.with(new TarEntry("s", TarEntry.FILE, 0644, 5, 0, ""), "hello".getBytes(UTF_8)),
            Tars.with(Tars.entry(TarEntry.DIRECTORY, "z", ""), new byte[0]))) {
      headers.add(all.length);
      all = Tars.joined(all, part);
    }
    return Tars.joined(all, new byte[2 * BLOCK]);
  }

  /** Sums are put right, so that what was changed is looked at. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void is_refused_or_made_harmless(int seed) throws IOException {
    byte[] archive = archive();
    Random random = new Random(seed);
    int taken = 0;
    for (int round = 0; round < 1_000; round++) {
      byte[] altered = archive.clone();
      if (round % 4 != 0) {
        // Without the file with holes, for which it is refused anyway.
        System.arraycopy(archive, headers.get(10), altered, headers.get(8), BLOCK);
        Arrays.fill(altered, headers.get(8) + BLOCK, altered.length, (byte) 0);
      }
      for (int change = random.nextInt(4); change >= 0; change--) {
        altered[random.nextInt(archive.length)] = (byte) ODD.charAt(random.nextInt(ODD.length()));
      }
      headers.forEach(at -> sum(altered, at));
      taken += taken(altered) ? 1 : 0;
    }
    assertTrue(taken > 10, "only %d were taken".formatted(taken));
  }

  private static void sum(byte[] archive, int at) {
    if (archive[at] == 0) {
      return;
    }
    Arrays.fill(archive, at + 148, at + 156, (byte) ' ');
    int sum = 0;
    for (int i = at; i < at + BLOCK; i++) {
      sum += archive[i] & 0xFF;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
    System.arraycopy(digits, 0, archive, at + 148, digits.length);
  }

  private boolean taken(byte[] archive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path file = Files.write(folder.resolve("altered.tar"), archive);
    try {
      new Repacking(0, Pulse.NONE).repack(file, out, "altered.tar");
    } catch (SourceException refused) {
      return false;
    }
    harmless(out.toByteArray());
    return true;
  }

  /** What was written is only of known types, and each name stays below. */
  private static void harmless(byte[] tar) {
    int at = 0;
    while (tar[at] != 0) {
      String header = new String(tar, at, BLOCK, ISO_8859_1);
      char type = header.charAt(156);
      String name = header.substring(0, 100).replaceFirst("(?s)\0.*", "");
      assertTrue("0125LK".indexOf(type) >= 0, "type " + type);
      assertTrue(!BAD_NAME.matcher(name).find(), name);
      assertTrue(header.charAt(157) != '/', header);
      int size = Integer.parseInt(header.substring(124, 135), 8);
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
  }

  @Test
  void what_it_begins_with_is_taken_but_for_the_holes() throws IOException {
    byte[] archive = archive();
    byte[] whole = Tars.joined(Arrays.copyOf(archive, headers.get(8)), new byte[2 * BLOCK]);
    assertTrue(taken(whole));
    String message = Tars.refusal(folder, 0, archive);
    assertTrue(message.contains("is kept with holes"), message);
  }
}
