/** Pure decisions about runs: who is worked on when, what is chosen, how a run has ended. */
@NullMarked
package io.slipway.rollout;

import org.jspecify.annotations.NullMarked;
