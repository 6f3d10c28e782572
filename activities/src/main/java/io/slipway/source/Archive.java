package io.slipway.source;

import java.nio.file.Path;

/**
 * A {@code tar.gz} on the worker.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param at where in the release it belongs, relative; empty for its root
 * @param strip leading directories of each entry to leave out
 */
public record Archive(Path file, String sha256, String at, int strip) {}
