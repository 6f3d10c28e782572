package io.slipway.starter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTextTest {
  @TempDir Path folder;

  @Test
  void saysThatThereIsNoFile() {
    Path file = folder.resolve("slipway.yml");
    assertEquals(
        file
            + ": there is no such file. Write one with: slipway init. Or name another with --file.",
        refusal(file));
  }

  @Test
  void saysThatItIsADirectory() {
    assertEquals(folder + ": it is a directory. Name the file in it.", refusal(folder));
  }

  @Test
  void refusesAHugeFile() throws IOException {
    Path file = folder.resolve("slipway.yml");
    Files.writeString(file, "#".repeat(SourceText.MOST_BYTES + 1));
    assertEquals(file + ": it is larger than 4 MiB. Use ranges such as web[01-40].", refusal(file));
  }

  @Test
  void readsAByteOrderMarkAndWindowsLines() throws IOException {
    Path file = folder.resolve("slipway.yml");
    Files.writeString(file, "\uFEFF" + Samples.text(Samples.MINIMAL).replace("\n", "\r\n"));
    assertEquals("shop", SlipwayFile.read(file).application().value());
  }

  @Test
  void readsTheLargestFleetHostByHost() throws IOException {
    StringBuilder text =
        new StringBuilder(Samples.text(Samples.MINIMAL).replaceAll("hosts:.*\n", "hosts:\n"));
    for (int i = 1; i <= HostRange.MOST; i++) {
      text.append("      - {name: web%05d.example.com, roles: [web, app]}\n".formatted(i));
    }
    Path file = folder.resolve("slipway.yml");
    Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    SlipwayFile read = SlipwayFile.read(file);
    assertEquals(HostRange.MOST, read.target(null, List.of(), List.of()).hosts().size());
    Files.writeString(file, text + "      - one-more\n");
    assertEquals(
        file
            + ":9:5: stages.production.hosts: holds more than 10 000 hosts. Divide them into"
            + " several stages.",
        refusal(file));
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(FileFaultsException.class, () -> SlipwayFile.read(file)).getMessage());
  }
}
