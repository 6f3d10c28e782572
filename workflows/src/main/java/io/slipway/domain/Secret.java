package io.slipway.domain;

/**
 * A secret of an application.
 *
 * @param name the variable that commands and files know it as; {@link #ALL} stands for each field
 *     or parameter that the reference leads to, under that one's own name
 */
public record Secret(String name, SecretRef ref) {
  public static final String ALL = "*";

  /** What a shell takes for a variable. */
  public static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,127}";
}
