package io.slipway.notify;

import io.slipway.domain.SecretRef;
import io.slipway.redact.Redactor;
import io.slipway.secret.SecretDocument;
import io.slipway.secret.SecretException;
import io.slipway.secret.SecretStore;
import java.util.ArrayList;
import java.util.List;

/** One attempt to tell somebody, with the secrets that it needs for as long as it lasts. */
final class Attempt implements AutoCloseable {
  private final SecretStore store;
  private final Redactor redactor;
  private final boolean repeated;
  private final Runnable mark;
  private final List<Redactor.Known> known = new ArrayList<>();

  /**
   * @param repeated whether an attempt before may have been heard
   * @param mark notes that from now on this one may be
   */
  Attempt(SecretStore store, Redactor redactor, boolean repeated, Runnable mark) {
    this.store = store;
    this.redactor = redactor;
    this.repeated = repeated;
    this.mark = mark;
  }

  /**
   * What a reference leads to, read now.
   *
   * @throws SendFault when it cannot be had
   */
  String value(SecretRef ref) {
    try {
      SecretDocument document = store.read(ref);
      known.add(redactor.know(document.fields().values()));
      return document
          .value(ref.field())
          .filter(value -> !value.isBlank())
          .orElseThrow(
              () ->
                  SendFault.refused(
                      "%s leads to no single value".formatted(ref),
                      "Name a field that is there behind a #: it has %s."
                          .formatted(String.join(", ", document.fields().keySet()))));
    } catch (SecretException e) {
      String reason = "%s cannot be read: %s".formatted(ref, e.reason());
      throw switch (e.obstacle()) {
        case AWAY -> SendFault.away(reason, e.remedy());
        case MISSING, DENIED, MISUSED -> SendFault.refused(reason, e.remedy());
      };
    }
  }

  /** Whether the receiver may have heard it already. */
  boolean repeated() {
    return repeated;
  }

  /** To be called immediately before anything can be heard. */
  void begins() {
    mark.run();
  }

  @Override
  public void close() {
    known.forEach(Redactor.Known::close);
  }
}
