/** Reads the files of a Capistrano project, and makes a slipway.yml of them. */
@NullMarked
package io.slipway.starter.capistrano;

import org.jspecify.annotations.NullMarked;
