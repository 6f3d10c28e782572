package io.slipway.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder in which the worker's operator has put what runs may run on the worker. */
final class OpenedFolder {
  /** Names the folder in the worker's environment. */
  static final String PLACE = "SLIPWAY_COMMANDS";

  private final @Nullable Path folder;

  private OpenedFolder(@Nullable Path folder) {
    this.folder = folder;
  }

  static OpenedFolder of(Map<String, String> environment) {
    String place = environment.get(PLACE);
    return new OpenedFolder(place == null || place.isBlank() ? null : Path.of(place));
  }

  /** The file of a command; empty where it is not opened. */
  Optional<Path> file(String name) {
    return Optional.ofNullable(folder)
        .map(f -> f.resolve(name).toAbsolutePath())
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable);
  }

  /** What is to be done so that all of them can be run, in whole sentences; empty for nothing. */
  Optional<String> wanting(List<String> names) {
    List<String> wanting = new ArrayList<>();
    for (String name : names) {
      if (file(name).isEmpty()) {
        wanting.add(
            folder != null && Files.isRegularFile(folder.resolve(name))
                ? name + " (which is not executable)"
                : name);
      }
    }
    if (wanting.isEmpty()) {
      return Optional.empty();
    }
    String all = String.join(", ", wanting);
    return Optional.of(
        folder == null
            ? "Steps ask for %s, and this worker runs no commands of its own. Whoever runs the worker opens them: by %s=/etc/slipway/commands in its environment, and executable files of these names in that folder."
                .formatted(all, PLACE)
            : "Steps ask for %s, which this worker does not run. Whoever runs the worker opens them by executable files of these names in %s."
                .formatted(all, folder));
  }
}
