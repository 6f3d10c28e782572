package io.slipway.domain;

/** How secrets stand in a file. */
public enum SecretFileFormat {
  /** {@code NAME='value'} in lines, as shells and dotenv libraries read it. */
  DOTENV,
  /** One object. */
  JSON,
  /** One mapping. */
  YAML,
  /** A file of the repository in which each {@code {{NAME}}} is filled in. */
  TEMPLATE
}
