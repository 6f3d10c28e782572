@NullMarked
package io.slipway.standalone.demo;

import org.jspecify.annotations.NullMarked;
