package io.slipway.contract;

import io.slipway.domain.Host;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one host of a run, or the worker, has built for all of them: an archive of the release,
 * which lies beside the run's other archives on one host.
 *
 * @param on the host that has it
 * @param sha256 of the archive, in lower-case hexadecimal
 * @param size of the archive, in bytes
 * @param machine the kernel and the processor of the host, as {@code uname -sm} tells them; empty
 *     for what the worker has built, which is not compared
 * @param committedAt when the commit was made, as git tells it; null where that is not known
 */
public record Built(
    Host on, String sha256, long size, String machine, @Nullable Instant committedAt) {}
