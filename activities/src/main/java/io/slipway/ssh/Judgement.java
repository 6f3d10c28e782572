package io.slipway.ssh;

/** What known_hosts files say about the key that a host shows. */
sealed interface Judgement {
  record Trusted() implements Judgement {}

  /** No line is about this host. */
  record Unknown() implements Judgement {}

  /** Lines are about this host, and none of them holds this key. */
  record Changed(KnownHost known) implements Judgement {}

  record Revoked(KnownHost line) implements Judgement {}

  /** The host's certificate is of a trusted authority, but does not hold. */
  record BadCertificate(String fault) implements Judgement {}
}
