package io.slipway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.FailureType;
import io.slipway.domain.Artifact;
import io.slipway.domain.ArtifactVersion;
import io.slipway.domain.Revision;
import io.slipway.domain.Signatures;
import io.slipway.shell.Pulse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The worker's own view of artifacts: what their checksums are, and archives of them in the cache
 * folder. Activities that ask for the same one at the same time share one download.
 */
public final class Artifacts implements AutoCloseable {
  private final Path cache;
  private final Depots depots;
  private final FolderLock lock = new FolderLock();

  /**
   * @param environment of the worker, which may say how to get to AWS
   */
  public Artifacts(Path cache, Map<String, String> environment) {
    this.cache = cache.toAbsolutePath();
    this.depots = new Depots(environment);
  }

  /**
   * The SHA-256 of the artifact of a version, having looked that it is signed, where it must be,
   * and that the archive can be read.
   *
   * @param token a bearer token for HTTP; null for none
   * @throws SourceException when there is none, when it cannot be had, when nobody has signed it
   *     who must have, or when it is not what the ref pins
   */
  public Revision resolve(Artifact artifact, String ref, @Nullable String token, Pulse pulse) {
    ArtifactVersion version = version(ref);
    String place = artifact.place(version);
    Depot beside = depots.beside(place);
    Revision sum = Checksum.of(artifact, version, beside, token, pulse);
    if (version.pin() != null && !version.pin().equals(sum)) {
      throw ArtifactFaults.changed(place, version.pin().value(), sum.value());
    }
    ArtifactSignature.verify(artifact, version, sum, beside, token, pulse);
    pulse.beat();
    try (Download there = depots.open(place, token)) {
      Intake.refuseTooLarge(there, Intake.MOST, place);
    }
    return sum;
  }

  /**
   * All files of a version, as an archive that stays in the cache for at least an hour.
   *
   * @param revision the SHA-256 that was chosen; nothing else is taken for it
   * @throws SourceException when it cannot be had, was changed since, is not signed by whom it must
   *     be, or may not go to hosts
   */
  public Parcel pack(
      Artifact artifact, String ref, Revision revision, @Nullable String token, Pulse pulse) {
    ArtifactVersion version = version(ref);
    Path folder =
        cache.resolve("artifact-" + Shelf.sha256(artifact.url().getBytes(UTF_8)).substring(0, 24));
    Archive archive =
        lock.holding(
            folder,
            pulse,
            () ->
                new Shelf(folder.resolve("archives"))
                    .kept(
                        name(artifact, revision),
                        "",
                        0,
                        tar -> {
                          Path file = folder.resolve("download");
                          try {
                            download(artifact, version, revision, token, file, pulse);
                            new Repacking(artifact.strip(), pulse)
                                .repack(file, tar, artifact.place(version));
                          } finally {
                            Folders.remove(file);
                          }
                        }));
    return new Parcel(List.of(archive), null);
  }

  /** What was kept is believed for as long as the same signers are asked for, and no longer. */
  private static String name(Artifact artifact, Revision revision) {
    String name = "%s-%d".formatted(revision, artifact.strip());
    Signatures wanted = artifact.signatures();
    return wanted == null
        ? name
        : "%s-%s".formatted(name, Shelf.sha256(wanted.toString().getBytes(UTF_8)));
  }

  private void download(
      Artifact artifact,
      ArtifactVersion version,
      Revision revision,
      @Nullable String token,
      Path file,
      Pulse pulse)
      throws IOException {
    String place = artifact.place(version);
    Depot beside = depots.beside(place);
    // It is soon read, and what was changed need not be read whole for each host.
    Revision told = Checksum.of(artifact, version, beside, token, pulse);
    if (!told.equals(revision)) {
      throw ArtifactFaults.changed(place, revision.value(), told.value());
    }
    ArtifactSignature.verify(artifact, version, revision, beside, token, pulse);
    MessageDigest digest = Shelf.digest();
    pulse.beat();
    // What was left by a worker that was killed goes on under another inode, if at all.
    Folders.remove(file);
    try (OutputStream sink =
        new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest))) {
      new Intake(pulse).take(depots.open(place, token), sink, Intake.MOST, place);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(revision.value())) {
      throw ArtifactFaults.unusable(
          place,
          "what is there has SHA-256 %s, and %s says %s"
              .formatted(
                  found,
                  artifact.stated() ? "slipway.yml" : artifact.placeOfSum(version),
                  revision),
          "Find out which of the two is right before you deploy it: it may be damaged, or not"
              + " yours.");
    }
  }

  private static ArtifactVersion version(String ref) {
    try {
      return ArtifactVersion.parse(ref);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          FailureType.REVISION_NOT_FOUND,
          "find the artifact that is asked for",
          String.valueOf(e.getMessage()),
          "Give the version as the builds name it, such as 1.4.2.",
          "");
    }
  }

  @Override
  public void close() {
    depots.close();
  }
}
