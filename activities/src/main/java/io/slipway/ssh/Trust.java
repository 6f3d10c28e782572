package io.slipway.ssh;

import io.slipway.domain.HostKeyPolicy;
import java.nio.file.Path;
import java.util.List;

/** Which host keys are trusted: the files that hold them, and what to do about a new host. */
record Trust(List<Path> files, HostKeyPolicy policy) {
  Trust {
    files = List.copyOf(files);
  }
}
