/**
 * Runs as traces. Interceptors tell {@link io.slipway.worker.trace.Spans} of them, and one adapter
 * behind it knows OpenTelemetry, which is not even loaded where nobody wants traces.
 */
@NullMarked
package io.slipway.worker.trace;

import org.jspecify.annotations.NullMarked;
