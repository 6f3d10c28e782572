/** Where all is kept that commands say on hosts, and how it is read. */
@NullMarked
package io.slipway.log;

import org.jspecify.annotations.NullMarked;
