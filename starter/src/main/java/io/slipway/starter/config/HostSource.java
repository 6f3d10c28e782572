package io.slipway.starter.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the hosts of an entry that names none itself. */
interface HostSource {

  /**
   * @throws SourceFault when they cannot be had
   */
  List<HostSpec> hosts(FromSpec from) throws SourceFault;

  /** Hosts could not be had, or make no sense. */
  final class SourceFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param problem without a full stop
     * @param remedy a sentence
     */
    SourceFault(String problem, String remedy) {
      this(problem, remedy, null);
    }

    SourceFault(String problem, String remedy, @Nullable Throwable cause) {
      super(problem, cause);
      this.remedy = remedy;
    }

    String problem() {
      return String.valueOf(getMessage());
    }

    String remedy() {
      return remedy;
    }
  }
}
