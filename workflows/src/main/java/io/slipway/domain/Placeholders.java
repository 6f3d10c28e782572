package io.slipway.domain;

/** Fills {@code {host}}, {@code {address}} and {@code {stage}} of texts in slipway.yml. */
public final class Placeholders {
  private Placeholders() {}

  public static String fill(String template, Host host, StageName stage) {
    String address = host.address() == null ? host.name().value() : host.address();
    return template
        .replace("{host}", host.name().value())
        .replace("{address}", address)
        .replace("{stage}", stage.value());
  }
}
