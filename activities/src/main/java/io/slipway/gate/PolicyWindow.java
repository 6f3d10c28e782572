package io.slipway.gate;

import io.slipway.domain.Window;
import io.slipway.domain.WindowKind;
import io.slipway.rollout.FreezeCalendar;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * When deploys may, or may not, be done somewhere.
 *
 * @param applications patterns, as {@code stages}
 */
record PolicyWindow(List<String> applications, List<String> stages, Window window) {
  private static final List<String> KEYS =
      List.of("applications", "stages", "freeze", "allow", "zone", "reason");

  /** Reads an entry of a policy's windows. */
  static PolicyWindow read(YamlNode node) {
    Map<String, YamlNode> keys = node.mapping(KEYS);
    boolean freezes = keys.containsKey("freeze");
    if (freezes == keys.containsKey("allow")) {
      node.fault("needs one of 'freeze' and 'allow'");
    }
    if (!keys.containsKey("zone")) {
      node.fault("lacks 'zone'");
    }
    YamlNode when = keys.get(freezes ? "freeze" : "allow");
    ZoneId zone = keys.containsKey("zone") ? zone(keys.get("zone")) : ZoneOffset.UTC;
    Window window =
        new Window(
            freezes ? WindowKind.FREEZE : WindowKind.ALLOW,
            when == null ? "" : when.text(),
            zone,
            keys.containsKey("reason") ? keys.get("reason").text() : null);
    if (when != null) {
      FreezeCalendar.fault(window).ifPresent(why -> when.fault("cannot be used: " + why));
    }
    return new PolicyWindow(
        PolicyReader.patterns(keys.get("applications")),
        PolicyReader.patterns(keys.get("stages")),
        window);
  }

  private static ZoneId zone(YamlNode node) {
    String text = node.text();
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      node.fault("is no known time zone: '%s'".formatted(text));
      return ZoneOffset.UTC;
    }
  }
}
