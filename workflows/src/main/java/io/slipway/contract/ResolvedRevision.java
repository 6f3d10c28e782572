package io.slipway.contract;

import io.slipway.domain.Revision;

/** What a ref named when it was asked for. */
public record ResolvedRevision(String ref, Revision revision) {}
