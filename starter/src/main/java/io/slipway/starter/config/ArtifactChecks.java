package io.slipway.starter.config;

import io.slipway.domain.Artifact;
import io.slipway.domain.Delivery;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must fit together where artifacts are deployed, and not a repository. */
final class ArtifactChecks {
  private static final KeyPath ARTIFACT = KeyPath.of("artifact");

  private final FileSpec file;
  private final List<StageDraft> stages;
  private final Faults faults;

  private ArtifactChecks(FileSpec file, List<StageDraft> stages, Faults faults) {
    this.file = file;
    this.stages = stages;
    this.faults = faults;
  }

  static void run(FileSpec file, List<StageDraft> stages, Faults faults) {
    ArtifactSpec artifact = file.artifact();
    if (artifact != null) {
      ArtifactChecks checks = new ArtifactChecks(file, stages, faults);
      checks.places(artifact);
      checks.signatures(artifact);
      checks.token(artifact);
      checks.oneSource();
    }
  }

  private void places(ArtifactSpec artifact) {
    String url = artifact.url();
    String sum = artifact.sha256();
    if (url == null || sum == null) {
      return;
    }
    boolean versions = url.contains(Artifact.VERSION);
    if (Artifact.states(sum) && versions) {
      faults.add(
          ARTIFACT.key("sha256"),
          "is the checksum of one archive, and url is of many: it holds {revision}",
          "Say where the checksum of each is read, such as '{url}.sha256', or take {revision} out"
              + " of url.");
    }
    if (!Artifact.states(sum) && !versions) {
      faults.add(
          ARTIFACT.key("url"),
          "says nothing of the version, so that every deploy would have the same archive",
          "Put {revision} where the version stands in it, or state its SHA-256 in sha256.");
    }
    if (!Artifact.states(sum)) {
      Artifact.fault(sum.replace(Artifact.URL, url))
          .ifPresent(
              why ->
                  faults.add(
                      ARTIFACT.key("sha256"), why, "Write it like '{url}.sha256', in quotes."));
    }
  }

  private void signatures(ArtifactSpec artifact) {
    String url = artifact.url();
    String place = artifact.signature();
    if (artifact.signers() != null && artifact.signers().isEmpty()) {
      faults.add(
          ARTIFACT.key("signers"),
          "names nobody, so that nothing could be deployed",
          "Name whose signatures count, or take it out: then no signature is looked for.");
    }
    if (place != null && !faults.has(ARTIFACT.key("signers"))) {
      faults.add(
          ARTIFACT.key("signature"),
          "says where signatures are, and nothing says whose count",
          "Name the public keys of those who sign in artifact.signers.");
    }
    if (place == null || url == null) {
      return;
    }
    if (url.contains(Artifact.VERSION)
        && !place.contains(Artifact.URL)
        && !place.contains(Artifact.VERSION)) {
      faults.add(
          ARTIFACT.key("signature"),
          "is one place for all versions, and a signature is of one archive",
          "Write it like '{url}.sig', in quotes, or put {revision} into it.");
    }
    Artifact.fault(place.replace(Artifact.URL, url))
        .ifPresent(
            why ->
                faults.add(
                    ARTIFACT.key("signature"), why, "Write it like '{url}.sig', in quotes."));
  }

  /** Who can listen to a token can use it. */
  private void token(ArtifactSpec artifact) {
    if (artifact.token() == null || artifact.url() == null || artifact.sha256() == null) {
      return;
    }
    String all =
        String.join(
            " ",
            artifact.url(),
            artifact.sha256(),
            Objects.requireNonNullElse(artifact.signature(), ""));
    if (!all.contains("https://") || all.contains("http://")) {
      faults.add(
          ARTIFACT.key("token"),
          "would be sent to nobody, or readable to everybody: it counts for https:// only",
          "Take it out, or have all places begin with https://.");
    }
  }

  private void oneSource() {
    if (file.repository() != null) {
      faults.add(
          KeyPath.of("repository"),
          "stands beside artifact, and a release comes from one of the two",
          "Keep one of them.");
    }
    ofGit("subdirectory", file.subdirectory(), stage -> null);
    ofGit("submodules", file.submodules(), stage -> null);
    ofGit("verify_commit", file.verifyCommit(), StageSpec::verifyCommit);
    ofGit("git_parallel", file.gitParallel(), StageSpec::gitParallel);
    deliveries();
    stages.stream()
        .flatMap(s -> s.notifications().stream())
        .filter(n -> n.value().github() != null)
        .map(n -> n.path().key("github"))
        .distinct()
        .forEach(
            path ->
                faults.add(
                    path,
                    "tells GitHub of commits, and an artifact is none that it knows",
                    "Take it out, or tell somebody else."));
  }

  private <T> void ofGit(String key, @Nullable T general, Function<StageSpec, @Nullable T> own) {
    given(key, general, own)
        .forEach(
            path ->
                faults.add(
                    path,
                    "counts for a repository, and artifact stands here instead of one",
                    key.equals("subdirectory")
                        ? "Take it out; artifact.strip leaves leading directories out."
                        : "Take it out."));
  }

  private void deliveries() {
    given("delivery", clone(file.delivery()), spec -> clone(spec.delivery()))
        .forEach(
            path ->
                faults.add(
                    path,
                    "has hosts fetch with git, and an artifact is fetched by the worker",
                    "Write push or relay, or take it out: push is what counts without it."));
  }

  private static @Nullable Delivery clone(@Nullable Delivery delivery) {
    return delivery == Delivery.CLONE ? delivery : null;
  }

  private <T> Stream<KeyPath> given(
      String key, @Nullable T general, Function<StageSpec, @Nullable T> own) {
    return Stream.concat(
        general == null ? Stream.of() : Stream.of(KeyPath.of(key)),
        stages.stream()
            .filter(stage -> own.apply(stage.spec()) != null)
            .map(stage -> stage.path().key(key)));
  }
}
