package io.slipway.starter.output;

import io.slipway.contract.EventType;
import io.slipway.contract.RunEvent;
import io.slipway.contract.RunResult;
import io.slipway.contract.StepOutput;
import io.slipway.domain.HostName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's progress in words, with what commands on hosts say: as it comes, and at a step's end what
 * had not come by then.
 */
final class OutputProgress implements RunListener {
  private final String run;
  private final Page out;
  private final RunListener progress;
  private final FreshLines fresh = new FreshLines();
  private final Map<HostName, String> last = new HashMap<>();

  OutputProgress(String run, Page out, RunListener progress) {
    this.run = run;
    this.out = out;
    this.progress = progress;
  }

  @Override
  public void event(String workflow, RunEvent event) {
    HostName host = event.host();
    // The last lines of what fails are told with the failure.
    if (host != null && event.output() != null && event.type() != EventType.HOST_FAILED) {
      tell(host, words(event), rest(host, event.output()));
    }
    progress.event(workflow, event);
    if (host == null && event.output() != null) {
      ofWorker(event);
    }
  }

  private static String words(RunEvent event) {
    return event.phase() == null
        ? Printable.of(event.message())
        : event.phase().name().toLowerCase(Locale.ROOT);
  }

  /** What the worker has run is over before anything of it is heard. */
  private void ofWorker(RunEvent event) {
    String step = out.paint().faint("  worker %s | ".formatted(event.step()));
    Printable.of(String.valueOf(event.output())).lines().forEach(line -> out.line(step + line));
  }

  /** The lines after the one that was told last. */
  private List<String> rest(HostName host, String output) {
    List<String> lines = Printable.of(output).lines().toList();
    @Nullable String told = last.remove(host);
    return told == null ? lines : lines.subList(lines.lastIndexOf(told) + 1, lines.size());
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public void said(StepOutput said) {
    List<String> lines = fresh.of(said);
    tell(said.host(), said.step(), lines);
    if (!lines.isEmpty()) {
      last.put(said.host(), lines.getLast());
    }
  }

  private void tell(HostName host, String step, List<String> lines) {
    new OutputLines(run, host, step, lines).write(out);
  }

  @Override
  public void lost(String why) {
    progress.lost(why);
  }

  @Override
  public void found(String what) {
    progress.found(what);
  }

  @Override
  public void ended(RunResult result, ExitCode exit) {
    progress.ended(result, exit);
  }
}
