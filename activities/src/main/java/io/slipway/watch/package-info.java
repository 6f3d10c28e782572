/** What watches do apart from hosts: ask the stage, and tell people. */
@NullMarked
package io.slipway.watch;

import org.jspecify.annotations.NullMarked;
