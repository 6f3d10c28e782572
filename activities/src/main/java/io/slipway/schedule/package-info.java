/** What schedules of deploys do: ask their stage, and see what becomes of it. */
@NullMarked
package io.slipway.schedule;

import org.jspecify.annotations.NullMarked;
