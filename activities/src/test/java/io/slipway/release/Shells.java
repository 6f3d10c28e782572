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
      try {
        Path copy = Files.copy(busybox, bin.resolve("busybox"));
        String applets = Program.run(Launch.of(copy.toString(), "--list"), Duration.ofSeconds(30));
        for (String applet : applets.lines().filter(a -> !a.equals("busybox")).toList()) {
          Files.createLink(bin.resolve(applet), copy);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lend(bin, "git");
      return new LocalShell(bin.resolve("sh").toString()).with("PATH", bin.toString());
    }
  },

  /**
   * Without what Linux distributions bring beyond POSIX: no flock, no setsid, no mv -T, no grep -z.
   */
  BARE {
    @Override
    LocalShell open(Path folder) {
      Path bin = bin(folder);
      for (String tool :
          "awk cat chmod cmp cut date df find git gzip head ln ls mkdir od perl readlink rm rmdir sed sh sha256sum sleep sort stat sync tail tar test touch tr true uname wc"
              .split(" ")) {
        lend(bin, tool);
      }
      program(
          bin.resolve("mv"),
          """
          case $1 in -*T* | -*h*) echo "mv: illegal option" >&2; exit 64 ;; esac
          exec %s "$@"
          """
              .formatted(Requirements.find("mv").orElseThrow()));
      program(
          bin.resolve("grep"),
          """
          case $1 in -*z*) echo "grep: illegal option -- z" >&2; exit 2 ;; esac
          exec %s "$@"
          """
              .formatted(Requirements.find("grep").orElseThrow()));
      return new LocalShell("sh").with("PATH", bin.toString());
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

  private static void lend(Path bin, String tool) {
    program(bin.resolve(tool), "exec %s \"$@\"\n".formatted(Requirements.find(tool).orElseThrow()));
  }

  private static void program(Path file, String body) {
    Site.write(file, "#!/bin/sh\n" + body);
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make %s executable".formatted(file));
    }
  }
}
