package io.slipway.source;

/**
 * A line of {@code git ls-remote}.
 *
 * @param name such as {@code refs/tags/v1}, with <code>^{}</code> behind it for what an annotated
 *     tag points to
 */
public record Ref(String commit, String name) {}
