package io.slipway.starter.config;

import io.slipway.domain.Artifact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where archives are that were built before. */
@Section(
    "Archives that were built before, one of each version, in place of a repository. The worker"
        + " reads them: docs/guide/artifacts.md.")
record ArtifactSpec(
    @Key(
            value =
                "Where the archive of a version is: `https://`, `http://`, `s3://bucket/key` or an"
                    + " absolute path on the worker; a `.tar`, `.tar.gz` or `.tgz`. `{revision}` is"
                    + " the version that a deploy asks for.",
            required = true,
            form = Form.ARTIFACT)
        @Nullable String url,
    @Key(
            value =
                "Where its SHA-256 is read, as the first word of a text: such a place, in which"
                    + " `{url}` and `{revision}` may stand. Or the SHA-256 itself, of one archive"
                    + " alone: `url` has no `{revision}` then.",
            required = true,
            form = Form.CHECKSUM)
        @Nullable String sha256,
    @Key(
            value = "How many leading directories of the archive are left out.",
            standard = "0",
            least = 0,
            most = Artifact.MOST_STRIPPED)
        @Nullable Integer strip,
    @Key(
            value =
                "A reference to the bearer token that `https://` places are asked with. May hold"
                    + " `{stage}`. Buckets are read with what AWS gives the worker.",
            form = Form.SECRET_REF)
        @Nullable String token,
    @Key(
            value =
                "Whose signatures count: public keys of SSH, as files that end with `.pub` hold"
                    + " them (Ed25519, ECDSA, or RSA from 2048 bits). Where they are given, only"
                    + " archives are deployed that one of them has signed.",
            form = Form.SIGNER)
        @Nullable List<@Nullable String> signers,
    @Key(
            value =
                "Where the signature of an archive is read, as `ssh-keygen -Y sign -O"
                    + " hashalg=sha256 -n slipway-artifact` writes it; `{url}` and `{revision}` may"
                    + " stand in it.",
            standard = "{url}.sig",
            form = Form.SIGNATURE)
        @Nullable String signature) {}
