package io.slipway.release;

import io.slipway.shell.LocalShell;
import io.slipway.testbench.Launch;
import io.slipway.testbench.Program;
import io.slipway.testbench.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The shells that hosts have. */
enum Shells {
  SH {
    @Override
    LocalShell open(Path folder) {
      return new LocalShell("sh");
    }
  },

  BASH {
    @Override
    LocalShell open(Path folder) {
      return new LocalShell("bash", "--posix");
    }
  },

  /** Its own tools, too: nothing of GNU but git. */
  BUSYBOX {
    @Override
    LocalShell open(Path folder) {
      Path busybox = Requirements.program("busybox", "busybox");
      Path bin = bin(folder);
      Program.run(
          Launch.of(busybox.toString(), "--install", "-s", bin.toString()), Duration.ofSeconds(30));
      link(bin, "git");
      return new LocalShell(bin.resolve("sh").toString()).with("PATH", bin.toString());
    }
  },

  /** Without what Linux distributions bring beyond POSIX: no flock, no setsid, no mv -T. */
  BARE {
    @Override
    LocalShell open(Path folder) {
      Path bin = bin(folder);
      for (String tool :
          "awk cat cut date df dirname find git grep gzip head id kill ln ls mkdir od perl readlink rm rmdir sed sh sha256sum sleep sort stat sync tail tar test touch tr true wc"
              .split(" ")) {
        link(bin, tool);
      }
      Site.write(
          bin.resolve("mv"),
          """
          #!/bin/sh
          case $1 in -*T* | -*h*) echo "mv: illegal option" >&2; exit 64 ;; esac
          exec %s "$@"
          """
              .formatted(Requirements.find("mv").orElseThrow()));
      if (!bin.resolve("mv").toFile().setExecutable(true)) {
        throw new IllegalStateException("cannot make mv executable");
      }
      return new LocalShell(bin.resolve("sh").toString()).with("PATH", bin.toString());
    }
  };

  abstract LocalShell open(Path folder);

  private static Path bin(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("bin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path bin, String tool) {
    try {
      Files.deleteIfExists(bin.resolve(tool));
      Files.createSymbolicLink(bin.resolve(tool), Requirements.find(tool).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
