package io.slipway.standalone.codec;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is answered.
 *
 * @param origins of Web UIs whose pages may ask, exactly as browsers name them
 * @param bearers null where everybody who reaches this address of the machine may ask
 */
record Doorkeeper(List<String> origins, @Nullable Bearers bearers) {
  private static final Pattern OWN_HOST =
      Pattern.compile("(127(\\.[0-9]{1,3}){3}|localhost|\\[::1])(:[0-9]+)?");
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([^ ]+) *", Pattern.CASE_INSENSITIVE);

  /** The last is the identity token, which the Web UI sends along unasked; nobody reads it here. */
  private static final String ASKED_WITH =
      "Content-Type, X-Namespace, Authorization, Authorization-Extras";

  /** Why a request is not answered. */
  record Refusal(int status, String reason) {}

  Doorkeeper {
    origins = List.copyOf(origins);
  }

  /** Of a page that has no business here, or that has lied a browser into asking this machine. */
  Optional<Refusal> stranger(Headers headers) {
    String origin = headers.getFirst("Origin");
    if (origin != null && !origins.contains(origin)) {
      return Optional.of(
          new Refusal(403, "pages of this origin may not ask; start with --origin to let them"));
    }
    String host = headers.getFirst("Host");
    if (bearers == null && (host == null || !OWN_HOST.matcher(host).matches())) {
      return Optional.of(new Refusal(403, "without tokens it answers to names of loopback alone"));
    }
    return Optional.empty();
  }

  Optional<Refusal> unproven(Headers headers) {
    if (bearers == null) {
      return Optional.empty();
    }
    var shown = BEARER.matcher(Optional.ofNullable(headers.getFirst("Authorization")).orElse(""));
    return shown.matches()
        ? bearers.refusal(shown.group(1)).map(why -> new Refusal(403, why))
        : Optional.of(new Refusal(401, "it takes an Authorization of the form: Bearer TOKEN"));
  }

  /** Lets the page that asks read the answer. */
  void invite(Headers asked, Headers answer) {
    answer.set("Vary", "Origin");
    String origin = asked.getFirst("Origin");
    if (origin != null && origins.contains(origin)) {
      answer.set("Access-Control-Allow-Origin", origin);
      answer.set("Access-Control-Allow-Credentials", "true");
      answer.set("Access-Control-Allow-Methods", "POST, OPTIONS");
      answer.set("Access-Control-Allow-Headers", ASKED_WITH);
      answer.set("Access-Control-Allow-Private-Network", "true");
      answer.set("Access-Control-Max-Age", "600");
    }
  }
}
