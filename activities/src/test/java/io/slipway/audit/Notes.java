package io.slipway.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.slipway.contract.AuditKind;
import io.slipway.contract.AuditNote;
import io.slipway.contract.AuditedAct;
import io.slipway.contract.AuditedBy;
import io.slipway.domain.ApplicationName;
import io.slipway.domain.StageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes, and trails that hold some. */
final class Notes {
  private Notes() {}

  static AuditNote note(String id, String why) {
    return new AuditNote(
        id,
        AuditKind.BEGAN,
        new AuditedBy("ana@laptop", AuditedBy.CLAIMED),
        new AuditedAct(
            "deploy",
            ApplicationName.of("shop"),
            StageName.of("production"),
            "run-1",
            "main",
            null,
            null,
            3),
        why,
        "sha256:0",
        null,
        null,
        null);
  }

  static Trail trail(Path file, String... more) {
    Map<String, String> environment = new HashMap<>(Map.of(Trail.FILE, "file:" + file));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return Trail.open(environment, InstantSource.system(), text -> text);
  }

  /** A file with so many notes between the lines of its worker. */
  static void fill(Path file, int notes) {
    try (Trail trail = trail(file)) {
      for (int i = 0; i < notes; i++) {
        trail.note(note("id-" + i, "reason " + i));
      }
    }
  }

  static TrailCheck.Report check(Path... files) {
    try {
      return TrailCheck.of(List.of(files), Seal.OPEN, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
