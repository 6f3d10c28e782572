@NullMarked
package io.slipway.aws;

import org.jspecify.annotations.NullMarked;
