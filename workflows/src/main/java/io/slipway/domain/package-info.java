/** The values that Slipway speaks of: applications, stages, hosts, releases, revisions. */
@NullMarked
package io.slipway.domain;

import org.jspecify.annotations.NullMarked;
