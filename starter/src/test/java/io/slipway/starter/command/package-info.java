@NullMarked
package io.slipway.starter.command;

import org.jspecify.annotations.NullMarked;
