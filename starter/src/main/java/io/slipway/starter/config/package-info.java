/**
 * The file slipway.yml: from text to {@link io.slipway.domain.Target}s, with all of its faults at
 * once; start reading at {@link io.slipway.starter.config.SlipwayFile}.
 *
 * <p>The {@code *Spec} records are the form of the file. Their annotations tell the reader, the
 * JSON Schema and the reference what each key is. The reader walks SnakeYAML's node graph, which
 * knows line and column of everything; a mapper that binds records by itself stops at the first
 * fault.
 */
@NullMarked
package io.slipway.starter.config;

import org.jspecify.annotations.NullMarked;
