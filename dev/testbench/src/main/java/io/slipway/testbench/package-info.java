/**
 * Real parts to test against: a {@link io.slipway.testbench.Fleet} of SSH hosts, a {@link
 * io.slipway.testbench.TemporalServer} with its Web UI, a {@link io.slipway.testbench.Browser}, git
 * repositories and programs that can be killed.
 */
@NullMarked
package io.slipway.testbench;

import org.jspecify.annotations.NullMarked;
