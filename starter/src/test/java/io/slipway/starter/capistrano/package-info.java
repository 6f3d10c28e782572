@NullMarked
package io.slipway.starter.capistrano;

import org.jspecify.annotations.NullMarked;
