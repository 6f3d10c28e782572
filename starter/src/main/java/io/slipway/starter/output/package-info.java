/** What people and machines read: words, tables and NDJSON lines, and the exit codes. */
@NullMarked
package io.slipway.starter.output;

import org.jspecify.annotations.NullMarked;
