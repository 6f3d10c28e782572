package io.slipway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers of archives say: whole or damaged, with names of any bytes, and of any length. */
class ArchiveHeadersTest {
  private static final TarEntry FILE = Tars.entry(TarEntry.FILE, "f", "");

  @TempDir Path folder;

  private void refused(String why, byte[]... parts) throws IOException {
    String message = Tars.refusal(folder, 0, Tars.joined(parts));
    assertTrue(message.contains(why), message);
  }

  private List<String> unpacked(byte[]... parts) throws IOException {
    return Tars.unpacked(folder, Tars.repacked(folder, 0, Tars.joined(parts)), "tar");
  }

  /** As tar itself tells what hosts would get, with bytes that are no text as octal numbers. */
  private List<String> listed(byte[]... parts) throws IOException {
    Archive made = Tars.repacked(folder, 0, Tars.joined(parts));
    return Tars.tar("-tzf", made.file().toString(), "--quoting-style=escape").lines().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar -c -f OUT --format=gnu -C TREE .",
        "tar -c -f OUT --format=pax -C TREE .",
        "python3 WRITE OUT TREE PAX_FORMAT",
        "python3 WRITE OUT TREE GNU_FORMAT",
        "git -C TREE archive --format=tar -o OUT HEAD"
      })
  void names_beyond_ascii_are_the_same_on_hosts(String writer) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (String name : List.of("ä", "größe/Ωmega", "ü".repeat(100), "日本/".repeat(30) + "語")) {
      Path file = tree.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    Files.createSymbolicLink(tree.resolve("lïnk"), Path.of("größe/Ωmega"));
    Files.createSymbolicLink(tree.resolve("long"), Path.of("ü".repeat(100)));
    Path script =
        Files.writeString(
            folder.resolve("write.py"),
            """
            import sys, tarfile
            out, tree, form = sys.argv[1:]
            with tarfile.open(out, "w", format=getattr(tarfile, form), encoding="utf-8") as tar:
                tar.add(tree, ".")
            """);
    if (writer.startsWith("git")) {
      commit(tree);
    }
    Path out = folder.resolve("made.tar");
    String unused =
        Tars.run(
            Arrays.stream(writer.split(" "))
                .map(
                    word ->
                        switch (word) {
                          case "OUT" -> out.toString();
                          case "TREE" -> tree.toString();
                          case "WRITE" -> script.toString();
                          default -> word;
                        })
                .toList());
    byte[] made = Files.readAllBytes(out);
    List<String> names = unpacked(made);
    assertTrue(names.contains("größe/Ωmega: größe/Ωmega"), names::toString);
    assertTrue(names.contains("lïnk -> größe/Ωmega"), names::toString);
    assertEquals(Tars.unpacked(folder, packed(made), "tar"), names);
    assertEquals(names, Tars.unpacked(folder, Tars.repacked(folder, 0, made), "busybox", "tar"));
  }

  private static void commit(Path tree) {
    for (String words :
        List.of(
            "init -q",
            "add .",
            "-c user.name=a -c user.email=a@example.com -c commit.gpgSign=false commit -q -m x")) {
      String unused = Tars.run(Arrays.asList(("git -C " + tree + " " + words).split(" ")));
    }
  }

  private Archive packed(byte[] tar) throws IOException {
    Path file = folder.resolve("as-it-was.tar.gz");
    Files.write(file, zipped(tar));
    return new Archive(file, Shelf.sha256(file), "", 0);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void names_that_are_no_text_stay_as_they_are() throws IOException {
    String name = "\u00e9".repeat(130);
    assertEquals(
        List.of("caf\\351", "\\351".repeat(130), "l"),
        listed(
            Tars.with(Tars.entry(TarEntry.FILE, "caf\u00e9", ""), new byte[0]),
            Tars.extended('L', name.getBytes(ISO_8859_1)),
            Tars.with(FILE, new byte[0]),
            Tars.written(Tars.entry(TarEntry.LINK, "l", "caf\u00e9"))));
    refused(
        "is named in an extended header, but not in UTF-8",
        Tars.extended('x', "10 path=\u00e9\n".getBytes(ISO_8859_1)),
        Tars.written(FILE));
  }

  @Test
  void a_record_of_a_name_counts_and_not_what_the_header_has_in_its_stead() throws IOException {
    assertEquals(
        List.of("ä: "),
        unpacked(Tars.extended('x', Tars.record("path=ä").getBytes(UTF_8)), Tars.written(FILE)));
    assertEquals(
        List.of("caf\\351"),
        listed(
            Tars.extended('x', Tars.record("mtime=1.5").getBytes(UTF_8)),
            Tars.written(Tars.entry(TarEntry.FILE, "caf\u00e9", ""))));
  }

  @Test
  void long_names_are_no_way_out_either() throws IOException {
    byte[] file = Tars.written(FILE);
    refused("is an absolute path", Tars.extended('L', "/etc/x".getBytes(UTF_8)), file);
    refused("leads out of it", Tars.extended('L', "a/../../x".getBytes(UTF_8)), file);
    refused(
        "and not to a place in it",
        Tars.extended('K', "/etc/x".getBytes(UTF_8)),
        Tars.written(Tars.entry(TarEntry.LINK, "l", "")));
    refused("control character", Tars.extended('L', "a\0b".getBytes(UTF_8)), file);
  }

  static List<Arguments> endless() {
    byte[] much = new byte[70_000];
    Arrays.fill(much, (byte) 'n');
    String sparse =
        Tars.record("GNU.sparse.major=1")
            + Tars.record("GNU.sparse.minor=0")
            + Tars.record("GNU.sparse.realsize=5");
    byte[] map = ("99999999\n" + "0\n0\n".repeat(40_000)).getBytes(UTF_8);
    return List.of(
        Arguments.of("a long name", Tars.extended('L', much)),
        Arguments.of("a long link", Tars.extended('K', much)),
        Arguments.of(
            "a record",
            Tars.extended('x', Tars.record("path=" + "n".repeat(70_000)).getBytes(UTF_8))),
        Arguments.of("a key", Tars.extended('x', ("99 " + "n".repeat(70_000)).getBytes(UTF_8))),
        Arguments.of(
            "a record for all",
            Tars.extended('g', Tars.record("a=" + "n".repeat(70_000)).getBytes(UTF_8))),
        Arguments.of("many long names", many(Tars.extended('L', new byte[0]))),
        Arguments.of("many links", many(Tars.extended('K', new byte[] {'a'}))),
        Arguments.of("many records", many(Tars.extended('x', new byte[0]))),
        Arguments.of(
            "a map of holes",
            Tars.joined(
                Tars.extended('x', sparse.getBytes(UTF_8)),
                Tars.with(new TarEntry("f", TarEntry.FILE, 0644, map.length, 0, ""), map))));
  }

  private static byte[] many(byte[] header) {
    byte[] all = new byte[header.length * 5_000];
    for (int i = 0; i < all.length; i += header.length) {
      System.arraycopy(header, 0, all, i, header.length);
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endless")
  void headers_take_no_more_room_than_they_need(String what, byte[] header) throws IOException {
    refused("a header of it is longer than 65536 bytes", header, Tars.written(FILE));
  }

  @Test
  void nor_does_what_counts_for_all_entries() throws IOException {
    byte[] archive = {};
    for (int i = 0; i < 100; i++) {
      archive =
          Tars.joined(
              archive,
              Tars.extended('g', Tars.record("k%d=%050d".formatted(i, i)).getBytes(UTF_8)),
              Tars.with(Tars.entry(TarEntry.FILE, "f" + i, ""), new byte[0]));
    }
    refused("it gives more than 4096 bytes to all of its entries", archive, new byte[1_024]);
  }

  @ParameterizedTest
  @ValueSource(chars = {'0', '2', '5', 'x', 'g', 'L', 'K'})
  void a_header_with_another_sum_is_damaged(char type) throws IOException {
    byte[] archive =
        Tars.joined(
            Tars.extended(type, Tars.record("comment=x").getBytes(UTF_8)), Tars.written(FILE));
    archive[110]++;
    refused("it is no tar archive, or a damaged one", archive);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300, 512, 1_200, 2_511, 2_512, 2_559})
  void what_is_cut_off_is_told(int length) throws IOException {
    byte[] whole = Tars.written(new TarEntry("f", TarEntry.FILE, 0644, 2_000, 0, ""));
    refused("it ends in the middle of a file", Arrays.copyOf(whole, length));
    assertEquals(1, unpacked(Arrays.copyOf(whole, 2_560)).size());
  }

  @Test
  void nothing_counts_after_the_end() throws IOException {
    byte[] one = Tars.written(FILE);
    byte[] more = Tars.written(Tars.entry(TarEntry.FILE, "../x", ""));
    assertEquals(List.of("f: "), unpacked(one, more, "rest".repeat(9_999).getBytes(UTF_8)));
    assertEquals(List.of("f: "), unpacked(zipped(one), "rest".getBytes(UTF_8)));
    byte[] halves = Tars.joined(zipped(Arrays.copyOf(one, 300)), zipped(rest(one, 300)));
    assertEquals(List.of("f: "), unpacked(halves));
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  @Test
  void nothing_of_what_is_no_archive_is_told() throws IOException {
    String password = "root:s3cret:0:0:root:/root:/bin/sh\n";
    byte[] wrong = password.repeat(100).getBytes(UTF_8);
    String message = Tars.refusal(folder, 0, wrong);
    assertFalse(message.contains("cret"), message);
    byte[] record = ("9 " + password).getBytes(UTF_8);
    message = Tars.refusal(folder, 0, Tars.joined(Tars.extended('x', record), wrong));
    assertFalse(message.contains("cret"), message);
    byte[] size = Tars.record("size=s3cret").getBytes(UTF_8);
    message = Tars.refusal(folder, 0, Tars.joined(Tars.extended('x', size), Tars.written(FILE)));
    assertFalse(message.contains("cret"), message);
  }

  /** In seconds since 1970, with and without a record that has it in parts of one. */
  @ParameterizedTest
  @CsvSource({
    "86400,,1970-01-02 00:00:00",
    "1,mtime=86400.9,1970-01-02 00:00:00",
    "1,mtime=-86400.5,1970-01-01 00:00:00",
    "1,mtime=99999999999,2242-03-16 12:56:31"
  })
  void the_time_of_a_file_stays(long seconds, @Nullable String record, String shown)
      throws IOException {
    byte[] file = Tars.written(new TarEntry("f", TarEntry.FILE, 0644, 0, seconds, ""));
    byte[] before =
        record == null ? new byte[0] : Tars.extended('x', Tars.record(record).getBytes(UTF_8));
    Archive made = Tars.repacked(folder, 0, Tars.joined(before, file));
    String told = Tars.tar("--utc", "--full-time", "-tvzf", made.file().toString());
    assertTrue(told.contains(shown), told);
  }

  @Test
  void names_of_every_length_are_kept() throws IOException {
    TarEntry[] files =
        IntStream.range(95, 260)
            .mapToObj(length -> Tars.entry(TarEntry.FILE, "n".repeat(length), ""))
            .toArray(TarEntry[]::new);
    byte[] archive = {};
    for (TarEntry file : files) {
      archive =
          Tars.joined(
              archive,
              Tars.extended('L', file.name().getBytes(UTF_8)),
              Tars.with(file, new byte[0]));
    }
    assertEquals(
        Arrays.stream(files).map(TarEntry::name).toList(), listed(archive, new byte[1_024]));
  }
}
