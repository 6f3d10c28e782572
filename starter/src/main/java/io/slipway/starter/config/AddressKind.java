package io.slipway.starter.config;

/** Which of the addresses that a cloud knows of a host is connected to. */
enum AddressKind {
  PRIVATE,
  PUBLIC,
  DNS
}
