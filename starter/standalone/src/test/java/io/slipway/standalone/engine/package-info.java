@NullMarked
package io.slipway.standalone.engine;

import org.jspecify.annotations.NullMarked;
