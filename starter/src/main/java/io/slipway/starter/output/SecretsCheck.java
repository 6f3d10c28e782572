package io.slipway.starter.output;

import io.slipway.contract.HostFailure;
import io.slipway.contract.SecretFault;
import io.slipway.contract.SecretPin;
import io.slipway.contract.SecretsFound;
import io.slipway.domain.StageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the secrets of a stage can be had, and keys for logging in are signed.
 *
 * @param documents what could be read, with the version that a deploy would find now
 * @param faults what cannot be had
 * @param notes what a person should know besides
 */
public record SecretsCheck(
    List<SecretPin> documents, List<SecretFault> faults, List<String> notes) {
  public SecretsCheck {
    documents = List.copyOf(documents);
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /** What a survey has found; null when it was not to look, or there was nothing to look at. */
  public static @Nullable SecretsCheck of(@Nullable SecretsFound found) {
    return found == null ? null : new SecretsCheck(found.pins(), found.faults(), found.notes());
  }

  /** Whether what a host has failed with is told here, for it is the same for all hosts. */
  public boolean tells(HostFailure failure) {
    return faults.stream()
        .anyMatch(f -> f.reason().equals(failure.reason()) && f.remedy().equals(failure.remedy()));
  }

  /** What cannot be had, in whole sentences. */
  public List<String> messages(StageName stage) {
    return faults.stream().map(f -> f.message(stage)).toList();
  }

  void write(Page page, StageName stage) {
    notes.forEach(note -> page.line(page.paint().yellow(Printable.of(note))));
    messages(stage).forEach(m -> page.line(page.paint().red(Printable.of(m))));
  }

  /** A sentence on all of them. */
  String sentence() {
    return switch (faults.size()) {
      case 0 -> "Its secrets can be had.";
      case 1 -> "One of its secrets cannot be had.";
      default -> "%d of its secrets cannot be had.".formatted(faults.size());
    };
  }
}
