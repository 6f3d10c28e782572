package io.slipway.domain;

import org.jspecify.annotations.Nullable;

/** The user's own commands of a deploy; null where there is none. */
public record Steps(@Nullable Step build, @Nullable Step migrate, @Nullable Step restart) {
  public static final Steps NONE = new Steps(null, null, null);

  public Steps withoutMigration() {
    return new Steps(build, null, restart);
  }
}
