package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that would do harm on a host, and archives that only look as if. */
class HostileArchiveTest {
  private static final TarEntry DIRECTORY = Tars.entry(TarEntry.DIRECTORY, "d", "");
  private static final TarEntry FILE = Tars.entry(TarEntry.FILE, "d/f", "");

  @TempDir Path folder;

  private static TarEntry link(String name, String target) {
    return Tars.entry(TarEntry.LINK, name, target);
  }

  private static TarEntry hard(String name, String target) {
    return Tars.entry(TarEntry.HARD_LINK, name, target);
  }

  static List<Arguments> harmful() {
    return List.of(
        Arguments.of("leads out of it", List.of(Tars.entry(TarEntry.FILE, "../x", ""))),
        Arguments.of("leads out of it", List.of(Tars.entry(TarEntry.FILE, "a/../../x", ""))),
        Arguments.of("leads out of it", List.of(Tars.entry(TarEntry.DIRECTORY, "..", ""))),
        Arguments.of("is an absolute path", List.of(Tars.entry(TarEntry.FILE, "/etc/x", ""))),
        Arguments.of("control character", List.of(Tars.entry(TarEntry.FILE, "a\nb", ""))),
        Arguments.of("is a device", List.of(Tars.entry('3', "null", ""))),
        Arguments.of("is a device", List.of(Tars.entry('4', "sda", ""))),
        Arguments.of("is a named pipe", List.of(Tars.entry('6', "pipe", ""))),
        Arguments.of("'sparse' is kept with holes", List.of(Tars.entry('S', "sparse", ""))),
        Arguments.of("is of a kind that is not known", List.of(Tars.entry('V', "label", ""))),
        Arguments.of("and not to a place in it", List.of(link("l", "/etc"))),
        Arguments.of("and not to a place in it", List.of(link("l", ""))),
        Arguments.of("which leads out of it", List.of(link("l", ".."))),
        Arguments.of("which leads out of it", List.of(link("d/l", "../../x"))),
        Arguments.of("which leads out of it", List.of(link("d/l", "./.././../x"))),
        // By the way of another link: d/l is its top, and from there a step up leads out.
        Arguments.of("which leads out of it", List.of(link("d/l", ".."), link("m", "d/l/.."))),
        Arguments.of(
            "which is no directory",
            List.of(DIRECTORY, link("l", "d"), Tars.entry(TarEntry.FILE, "l/x", ""))),
        Arguments.of(
            "which is no directory", List.of(FILE, Tars.entry(TarEntry.FILE, "d/f/x", ""))),
        Arguments.of("is in it twice", List.of(FILE, FILE)),
        Arguments.of("is in it twice", List.of(FILE, link("d", "x"))),
        Arguments.of("is in it twice", List.of(link("d", "x"), DIRECTORY)),
        Arguments.of("is a hard link to 'etc/passwd'", List.of(hard("h", "etc/passwd"))),
        Arguments.of("is an absolute path", List.of(hard("h", "/etc/passwd"))),
        Arguments.of("leads out of it", List.of(hard("h", "../x"))),
        Arguments.of("which is no file before it", List.of(link("l", "x"), hard("h", "l"))),
        Arguments.of("which is no file before it", List.of(DIRECTORY, hard("h", "d"))),
        Arguments.of("it is empty", List.of()));
  }

  @ParameterizedTest
  @MethodSource("harmful")
  void is_refused(String why, List<TarEntry> entries) throws IOException {
    refused(why, Tars.written(entries.toArray(TarEntry[]::new)), 0);
  }

  private void refused(String why, byte[] archive, int strip) throws IOException {
    String message = Tars.refusal(folder, strip, archive);
    assertTrue(message.contains(why), message);
  }

  @Test
  void what_is_stripped_counts_for_where_links_lead_to() throws IOException {
    refused("which leads out of it", Tars.written(link("top/l", "../x")), 1);
    refused(
        "which is no file before it",
        Tars.written(Tars.entry(TarEntry.FILE, "f", ""), hard("top/h", "f")),
        1);
    refused("without its first 1 directories", Tars.written(Tars.entry(TarEntry.FILE, "f", "")), 1);
    assertEquals(
        List.of("d/", "d/l -> ../f", "f: ", "h: "),
        unpacked(
            1,
            "tar",
            Tars.written(
                Tars.entry(TarEntry.FILE, "./top/f", ""),
                Tars.entry(TarEntry.DIRECTORY, "./top/d/", ""),
                link("top/d/l", "../f"),
                hard("top/h", "top/f"))));
  }

  private List<String> unpacked(int strip, String program, byte[] archive) throws IOException {
    return Tars.unpacked(folder, Tars.repacked(folder, strip, archive), program.split(" "));
  }

  /** As tars of all kinds write them, with names of every length. */
  @ParameterizedTest
  @ValueSource(strings = {"v7", "ustar", "gnu", "oldgnu", "pax"})
  void every_form_of_tar_is_read(String form) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    List<String> names = new ArrayList<>(List.of("a", "b c", "ä", "bin/run"));
    if (!form.equals("v7")) {
      names.add("n".repeat(99));
      names.add("long/".repeat(25) + "x");
    }
    if (form.contains("gnu") || form.equals("pax")) {
      names.add("n".repeat(150));
      names.add("longer/".repeat(40) + "y".repeat(120));
    }
    for (String name : names) {
      Path file = tree.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "in %s\n".formatted(name.length()));
    }
    Files.createSymbolicLink(tree.resolve("current"), Path.of("bin/run"));
    Files.createLink(tree.resolve("same"), tree.resolve("a"));
    Path archive = folder.resolve("made.tar");
    String unused =
        Tars.tar("-cf", archive.toString(), "--format=" + form, "-C", tree.toString(), ".");
    List<String> expected = Tars.unpacked(folder, plain(archive), "tar");
    assertEquals(expected, unpacked(0, "tar", Files.readAllBytes(archive)));
    assertEquals(expected, unpacked(0, "busybox tar", Files.readAllBytes(archive)));
  }

  private Archive plain(Path tar) throws IOException {
    Path packed = folder.resolve("plain.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(tar, out);
    }
    return new Archive(packed, Shelf.sha256(packed), "", 0);
  }

  @Test
  void nobody_gets_rights_by_an_archive() throws IOException {
    byte[] archive =
        Tars.written(
            new TarEntry("f", TarEntry.FILE, 06777, 0, 5, ""),
            new TarEntry("d", TarEntry.DIRECTORY, 02777, 0, 5, ""),
            new TarEntry("s", TarEntry.FILE, 0600, 0, 5, ""));
    Archive made = Tars.repacked(folder, 0, archive);
    String listed = Tars.tar("-tvzf", made.file().toString(), "--numeric-owner");
    List<String> rights = listed.lines().map(l -> l.substring(0, 14)).toList();
    assertEquals(List.of("-rwxr-xr-x 0/0", "drwxr-xr-x 0/0", "-rw------- 0/0"), rights);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path=../x",
        "path=/etc/x",
        "GNU.sparse.major=1",
        "size=99999999999",
        "size=-1",
        "size=x"
      })
  void what_stands_in_an_extended_header_counts(String record) throws IOException {
    refused("", extended('x', Tars.record(record), FILE), 0);
  }

  @Test
  void what_would_count_for_all_entries_is_refused() throws IOException {
    refused("gives one path to all of its entries", extended('g', Tars.record("path=x"), FILE), 0);
    assertEquals(
        List.of("d/", "d/f: "),
        unpacked(0, "tar", extended('g', Tars.record("comment=" + "0".repeat(40)), FILE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9 path=x", "path=x\n", "6 a=\n", "99 a=b\n", "-1 a=b\n", "1 a=b\nc\n"})
  void extended_headers_that_are_none_are_refused(String text) throws IOException {
    refused("an extended header of it cannot be read", extended('x', text, FILE), 0);
  }

  private static byte[] extended(char type, String text, TarEntry entry) {
    return Tars.joined(Tars.extended(type, text.getBytes(UTF_8)), Tars.written(entry));
  }

  @Test
  void what_is_damaged_or_no_tar_at_all_is_refused() throws IOException {
    byte[] good = Tars.packed(folder, "shop", java.util.Map.of("f", "x".repeat(2_000)));
    refused("it ends in the middle of a file", Arrays.copyOf(good, good.length / 2), 0);
    byte[] plain = Tars.written(new TarEntry("f", TarEntry.FILE, 0644, 2_000, 0, ""));
    refused("it ends in the middle of a file", Arrays.copyOf(plain, 1_200), 0);
    refused("it is no tar archive", "PK\3\4".repeat(300).getBytes(UTF_8), 0);
    refused("it is empty", new byte[0], 0);
  }
}
