package io.slipway.contract;

import io.slipway.domain.HostName;
import io.slipway.domain.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that a run had to leave in a state that is not known or not right. The next run that it is
 * part of puts it back first.
 *
 * @param kind the kind of the run that left it
 * @param run that run's id: its journal is on the host
 * @param release the release that the run wanted there
 * @param why what went wrong, one sentence
 */
public record Quarantined(
    HostName host,
    RunKind kind,
    ReleaseId run,
    @Nullable ReleaseId release,
    String why,
    Instant since) {}
