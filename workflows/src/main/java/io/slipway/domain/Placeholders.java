package io.slipway.domain;

/**
 * Fills {@code {host}}, {@code {address}} and {@code {stage}} of texts in slipway.yml, and of a
 * host that is in a half of its stage {@code {color}} and {@code {port}}.
 */
public final class Placeholders {
  private Placeholders() {}

  public static String fill(String template, Host host, StageName stage) {
    return fill(template, address(host), host, stage);
  }

  /** The same in a URL, where an IPv6 address stands in brackets, given or not. */
  public static String fillUrl(String template, Host host, StageName stage) {
    String address = address(host);
    return address.contains(":")
        ? fill(template.replace("[{address}]", "{address}"), "[%s]".formatted(address), host, stage)
        : fill(template, address, host, stage);
  }

  private static String address(Host host) {
    return host.address() == null ? host.name().value() : host.address();
  }

  private static String fill(String template, String address, Host host, StageName stage) {
    String filled =
        template
            .replace("{host}", host.name().value())
            .replace("{address}", address)
            .replace("{stage}", stage.value());
    Slot slot = host.slot();
    if (slot == null) {
      return filled;
    }
    String colored = filled.replace("{color}", slot.color().word());
    return slot.port() == null ? colored : colored.replace("{port}", slot.port().toString());
  }
}
