package io.slipway.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.contract.ForeignRelease;
import io.slipway.contract.ReleaseInfo;
import io.slipway.contract.StepReport;
import io.slipway.domain.Excerpt;
import io.slipway.domain.ReleaseId;
import io.slipway.domain.Revision;
import io.slipway.source.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script has told by its marks. Lines of anyone else are passed over. A mark that cannot be
 * read counts as if the script had broken off: what it was to tell is not known.
 */
final class Transcript {
  /** No tool gives longer ones; the text of a link may be of any length. */
  private static final int NAME = 160;

  final List<StepReport> steps = new ArrayList<>();
  final List<Fault> faults = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<ReleaseInfo> releases = new ArrayList<>();
  final List<ForeignRelease> foreign = new ArrayList<>();
  final List<String> wanted = new ArrayList<>();
  final List<Ref> refs = new ArrayList<>();
  final List<String> names = new ArrayList<>();
  @Nullable ReleaseId live;
  @Nullable ReleaseId previous;
  @Nullable Revision commit;
  @Nullable Instant committedAt;
  @Nullable CommandFault commandFault;

  /** The step that was begun last and has not ended. */
  @Nullable String open;

  /** A command of the user's still runs, so that the script is to be sent again. */
  boolean pending;

  /** What that command has said meanwhile. */
  @Nullable Heard heard;

  /** What is to be kept of what commands have said. */
  final List<Logged> logged = new ArrayList<>();

  /** The script came to its end. */
  boolean ended;

  /** What a look for drift has found. */
  final Sightings sightings = new Sightings();

  /** The archive of what the host has built. */
  @Nullable Packed packed;

  /** What hosts say of handing on. */
  final Passing passing = new Passing();

  /** What files of the release hold that are to be filled in, by path. */
  final Map<String, String> templates = new LinkedHashMap<>();

  private HostSecrets secrets;
  private String output = "";
  private @Nullable String skipped;
  private boolean broken;

  private Transcript(HostSecrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param secrets keeps them out of what is told
   */
  static Transcript of(String nonce, String out, HostSecrets secrets) {
    Transcript transcript = new Transcript(secrets);
    out.lines()
        .filter(line -> line.startsWith(nonce + " "))
        .forEach(line -> transcript.read(line.substring(nonce.length() + 1)));
    transcript.ended &= !transcript.broken;
    return transcript;
  }

  private void read(String line) {
    List<String> words = List.of(line.split(" ", -1));
    try {
      take(words.getFirst(), decoded(words));
    } catch (IndexOutOfBoundsException | IllegalArgumentException cutOrChangedOnItsWay) {
      broken = true;
    }
  }

  private static List<String> decoded(List<String> words) {
    return words.subList(1, words.size()).stream().map(Transcript::decode).toList();
  }

  private static String decode(String word) {
    String rest = word.substring(1);
    return word.startsWith("t") ? rest : new String(HexFormat.of().parseHex(rest), UTF_8);
  }

  private void take(String kind, List<String> told) {
    switch (kind) {
      // These are told in pieces, which are put together first; templates are no output.
      case "said" ->
          heard = Heard.of(told.get(0), Long.parseLong(told.get(1)), told.get(2), secrets);
      case "log" -> logged.add(Logged.of(told, secrets));
      case "template" -> templates.put(told.get(0), told.get(1));
      case "keeper" -> secrets = secrets.knownTo(told.get(0));
      case "output", "warn", "running", "health" ->
          note(kind, told.stream().map(this::redacted).toList());
      case "fault" ->
          note(kind, List.of(own(told.get(0)), redacted(told.get(1)), redacted(told.get(2))));
      default -> note(kind, told.stream().map(this::own).toList());
    }
  }

  /** Words of our scripts, which are told also where what others say must be withheld. */
  private String own(String text) {
    return secrets.redactor().redact(text);
  }

  /** Scripts cut off the beginning of what is longer. */
  private String redacted(String text) {
    return secrets.redacted(text, text.getBytes(UTF_8).length >= Output.LIMIT, false);
  }

  private void note(String kind, List<String> f) {
    switch (kind) {
      case "begin" -> begin(f.get(0));
      case "output" -> output = Output.tail(f.get(0));
      case "skipped" -> skipped = f.get(0);
      case "done" -> done(f.get(0), f.get(1).equals("1"), Integer.parseInt(f.get(2)));
      case "fault" -> faults.add(new Fault(open, f.get(0), f.get(1), Output.tail(f.get(2))));
      case "stepfault" ->
          commandFault =
              new CommandFault(f.get(0), Integer.parseInt(f.get(1)), f.get(2), f.get(3), output);
      case "warn" -> warnings.add(f.get(0));
      case "live" -> live = id(f.get(0)).orElse(null);
      case "previous" -> previous = id(f.get(0)).orElse(null);
      case "release" ->
          id(f.get(0))
              .ifPresent(
                  id ->
                      releases.add(
                          new ReleaseInfo(
                              id, revision(f.get(1)).orElse(null), f.get(2).equals("1"))));
      case "foreign" ->
          foreign.add(
              new ForeignRelease(
                  Excerpt.head(NAME, f.get(0)),
                  f.get(1).isEmpty() ? null : f.get(1),
                  revision(f.get(2)).orElse(null),
                  f.get(3).equals("1")));
      case "wants" -> wanted.add(f.get(0));
      case "pending" -> {
        pending = true;
        done(f.get(0), f.get(1).equals("1"), Integer.parseInt(f.get(2)));
      }
      case "commit" -> commit = revision(f.get(0)).orElse(null);
      case "committed" -> committedAt = Instant.ofEpochSecond(Long.parseLong(f.get(0)));
      case "ref" -> refs.add(new Ref(f.get(0), f.get(1)));
      case "name" -> names.add(f.get(0));
      case "end" -> ended = true;
      case "current", "linked", "stray", "running", "compared", "changed", "room", "health" ->
          sightings.note(kind, f);
      case "packed" -> packed = Packed.of(f.get(0), Long.parseLong(f.get(1)), f.get(2));
      case "key", "door", "shut", "holds" -> passing.note(kind, f);
      default -> throw new IllegalArgumentException("no script of ours makes the mark " + kind);
    }
  }

  /** An archive of the run that the host has made. */
  record Packed(String sha256, long size, String machine) {
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");

    /** The worker has a file of that name soon. */
    static Packed of(String sha256, long size, String machine) {
      if (!SUM.matcher(sha256).matches() || size < 1) {
        throw new IllegalArgumentException("'%s' is no checksum".formatted(sha256));
      }
      return new Packed(sha256, size, Excerpt.head(NAME, machine));
    }
  }

  private void begin(String step) {
    open = step;
    output = "";
    skipped = null;
  }

  private void done(String step, boolean already, int hundredths) {
    steps.add(
        new StepReport(
            step, already, Duration.ofMillis(Math.max(0, hundredths) * 10L), output, skipped));
    open = null;
  }

  /** A name of 14 digits that is no time can be a directory, but is no release of ours. */
  private static Optional<ReleaseId> id(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(ReleaseId.of(text));
    } catch (IllegalArgumentException notATime) {
      return Optional.empty();
    }
  }

  private static Optional<Revision> revision(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Revision.of(text));
    } catch (IllegalArgumentException notACommit) {
      return Optional.empty();
    }
  }

  /** The steps of a script that was sent before, and of this one that went on from there. */
  Transcript after(Transcript earlier) {
    List<StepReport> both = new ArrayList<>();
    for (StepReport step : steps) {
      both.add(
          earlier.steps.stream()
              .filter(e -> e.step().equals(step.step()))
              .findFirst()
              .map(
                  e ->
                      new StepReport(
                          e.step(),
                          e.already() && step.already(),
                          e.took().plus(step.took()),
                          step.output(),
                          step.skipped()))
              .orElse(step));
    }
    steps.clear();
    steps.addAll(both);
    return this;
  }
}
