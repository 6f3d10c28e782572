package io.slipway.contract;

import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import org.jspecify.annotations.Nullable;

/**
 * One release directory on a host.
 *
 * @param revision content of its REVISION file; null when it has none that can be read
 * @param published whether it was live once, by the host's revision log
 */
public record ReleaseInfo(ReleaseId id, @Nullable Revision revision, boolean published) {}
