package io.slipway.release;

import io.slipway.contract.FailureType;
import io.slipway.contract.HostFailure;
import io.slipway.contract.HostOrder;
import io.slipway.domain.HostName;
import io.slipway.domain.Step;
import io.slipway.source.FetchFault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people read for what a script says that it could not do. */
final class FaultWords {
  private FaultWords() {}

  /** One failure for all faults of a script. */
  static HostFailure of(HostOrder order, String purpose, List<Fault> faults) {
    List<Said> said = faults.stream().map(fault -> say(order, purpose, fault)).toList();
    Said first = said.getFirst();
    if (said.size() == 1) {
      return failure(order, faults.getFirst(), first);
    }
    boolean alike = said.stream().allMatch(s -> s.type() == first.type());
    Said all =
        new Said(
            alike ? first.type() : FailureType.PRECONDITION_FAILED,
            purpose,
            "%d things stand in the way: %s"
                .formatted(
                    said.size(), said.stream().map(Said::reason).collect(Collectors.joining("; "))),
            said.stream().map(Said::remedy).distinct().collect(Collectors.joining(" ")));
    return failure(order, faults.getFirst(), all);
  }

  private static HostFailure failure(HostOrder order, Fault fault, Said said) {
    return new HostFailure(
        order.host().name(),
        said.type(),
        fault.step(),
        said.attempted(),
        said.reason(),
        said.remedy(),
        fault.output());
  }

  private record Said(FailureType type, String attempted, String reason, String remedy) {}

  private static Said say(HostOrder order, String purpose, Fault fault) {
    String about = fault.about();
    return switch (fault.code()) {
      case "command" -> command(order, about, fault.output());
      case "fetch" -> fetch(order, about, fault.output());
      case "not_directory" ->
          precondition(purpose, about + " is not a directory", "Move it out of the way.");
      case "not_writable" ->
          precondition(
              purpose,
              "%s cannot be written (%s)".formatted(about, owner(fault.output())),
              "Give %s write access to it.".formatted(login(order)));
      case "current_not_link" ->
          precondition(
              purpose,
              about + " is not a symbolic link",
              "Move it away: its place is taken by a link to the live release.");
      case "deployer_lock" ->
          precondition(
              purpose,
              "%s says that Deployer is deploying there%s".formatted(about, holder(fault.output())),
              "Wait until that has ended. If it was left behind, remove it: dep deploy:unlock.");
      case "mina_lock" ->
          precondition(
              purpose,
              "%s says that Mina is deploying there%s".formatted(about, holder(fault.output())),
              "Wait until that has ended. If it was left behind, remove it: mina"
                  + " deploy:force_unlock.");
      case "linked_file" ->
          precondition(
              purpose,
              "linked file %s does not exist".formatted(about),
              "Create it on the host, or take it out of linked_files.");
      case "missing_tool" ->
          precondition(purpose, about + " is not installed", "Install %s.".formatted(about));
      case "no_setsid" ->
          precondition(
              purpose,
              "it has none of setsid, busybox, perl and python3, to run steps apart from the"
                  + " connection",
              "Install util-linux.");
      case "disk_full" ->
          new Said(
              FailureType.DISK_FULL,
              purpose,
              "%s has only %s KB free".formatted(about, fault.output()),
              "Free some space.");
      case "mirror_foreign" ->
          precondition(
              "make a mirror of the repository",
              about + " exists and is not a bare git repository",
              "Move it away; it is made anew.");
      case "clock_behind" ->
          new Said(
              FailureType.CLOCK_BEHIND,
              purpose,
              "its release %s is newer than this run's %s".formatted(about, order.key().id()),
              "Set the clocks right, or remove that release if its date is wrong.");
      case "release_taken" ->
          new Said(
              FailureType.CLOCK_BEHIND,
              purpose,
              "it has a release %s that this run did not make".formatted(about),
              "Start the deploy again, so that it gets a name of its own.");
      default -> sayMore(order, purpose, fault);
    };
  }

  private static Said sayMore(HostOrder order, String purpose, Fault fault) {
    String about = fault.about();
    return switch (fault.code()) {
      case "other_machine" ->
          precondition(
              purpose,
              "it is a %s, and what it is to serve was built on a %s"
                  .formatted(about, fault.output()),
              "Build on each host (steps.build without once), or deploy to hosts of one kind.");
      case "packed_secret" ->
          precondition(
              purpose,
              "its tar packs %s, which must not leave the host".formatted(about),
              "Install GNU tar.");
      case "no_template" ->
          precondition(
              purpose,
              "the release has no file %s to fill in".formatted(about),
              "Add it to the repository, or change secret_files.");
      case "long_template" ->
          precondition(
              purpose,
              "template %s is longer than 32 KiB".formatted(about),
              "Divide it: only what holds secrets needs to be filled in.");
      case "secret_link" ->
          precondition(
              purpose,
              "%s is a link in the release, and %s must not lead out of it"
                  .formatted(fault.output(), about),
              "Give the file of secrets another place, or make a directory of the link.");
      case "leads_out" ->
          precondition(
              purpose,
              "a link of the repository on the way to %s leads out of the release".formatted(about),
              "Make a directory of the link.");
      case "release_missing" ->
          new Said(
              FailureType.RELEASE_MISSING,
              purpose,
              "release %s is not there".formatted(about),
              "Deploy its revision again.");
      case "not_live" ->
          new Said(
              FailureType.VERIFY_FAILED,
              purpose,
              "release %s is not live any more".formatted(about),
              "Find out who has switched current meanwhile.");
      case "not_served" ->
          new Said(
              FailureType.VERIFY_FAILED,
              "read back what is live",
              "%s reads %s".formatted(about, fault.output().isEmpty() ? "empty" : fault.output()),
              "Find out what else changes it, such as a command of yours.");
      case "still_live" ->
          precondition(
              "remove release " + about, "it is live", "Roll back first: slipway rollback.");
      case "foreign_switch" ->
          precondition(
              "go back to what was live before",
              "somebody has switched current to %s meanwhile".formatted(about),
              "See who did, and deploy or roll back from there.");
      case "read_back" ->
          new Said(
              FailureType.HOST_COMMAND_FAILED,
              "link current to " + about,
              "it reads as %s afterwards".formatted(fault.output()),
              "Find out what else changes it.");
      case "busy" ->
          new Said(
              FailureType.HOST_BUSY,
              purpose,
              "another script of Slipway's was still at work after %s s".formatted(about),
              "It is tried again; if this stays, look for git or tar processes of %s."
                  .formatted(login(order)));
      case "fenced" ->
          new Said(
              FailureType.FENCED,
              purpose,
              "a newer attempt, of run %s, has worked here already".formatted(about),
              "Nothing is to be done: the newer one goes on. If there is none, remove %s/.slipway/epoch."
                  .formatted(order.deployTo()));
      case "interrupted" ->
          new Said(
              FailureType.STEP_FAILED,
              "run " + about,
              "it was interrupted, and how far it came is not known",
              "Look at what it has changed; it is not run a second time.");
      case "unkillable" ->
          new Said(
              FailureType.HOST_BUSY,
              "end " + about,
              "its processes still live after KILL",
              "Look for processes that hang in the kernel, for instance on a network disk.");
      case "commit_missing" ->
          new Said(
              FailureType.REVISION_NOT_FOUND,
              "fetch commit " + about,
              "%s does not have it, or no branch or tag holds it"
                  .formatted(order.target().source().repository()),
              "Push it, or deploy a branch or tag that holds it.");
      case "subdirectory_missing" ->
          new Said(
              FailureType.REVISION_NOT_FOUND,
              "take directory %s of the repository".formatted(about),
              "commit %s has no such directory".formatted(order.revision()),
              "Check subdirectory: in slipway.yml, or deploy a commit that has it.");
      case "submodule_unknown" ->
          new Said(
              FailureType.REVISION_NOT_FOUND,
              "find submodule " + about,
              ".gitmodules of this commit does not say where it is",
              "Commit .gitmodules with an entry for it.");
      case "submodule_local" ->
          new Said(
              FetchFault.LEADS_HERE.type(),
              "fetch submodule " + about,
              FetchFault.LEADS_HERE.reason(),
              FetchFault.LEADS_HERE.remedy());
      case "submodule_path" ->
          precondition(
              "fetch submodule " + about,
              "its path holds characters that are not supported",
              "Rename it, or use delivery: push.");
      default -> throw new IllegalStateException("a script of ours told fault " + fault.code());
    };
  }

  private static Said command(HostOrder order, String doing, String output) {
    // These are all that tar and some shells say of a disk that fills up while they write.
    if (output.contains("No space left on device")
        || output.contains("Disk quota exceeded")
        || output.contains(": Wrote only ")
        || output.contains("printf: I/O error")) {
      return new Said(
          FailureType.DISK_FULL,
          doing,
          output.contains("quota") ? "the disk quota is used up" : "the disk is full",
          "Free space there, or lower keep_releases.");
    }
    if (output.contains("Read-only file system")) {
      return precondition(doing, "the file system is read-only", "Mount it for writing.");
    }
    if (output.contains("Permission denied")
        || output.contains("Operation not permitted")
        || output.contains("insufficient permission")) {
      return precondition(
          doing,
          "permission is denied (%s)".formatted(Output.lastLine(output)),
          "Give %s write access there.".formatted(login(order)));
    }
    String last = Output.lastLine(output);
    return new Said(
        FailureType.HOST_COMMAND_FAILED,
        doing,
        last.isEmpty() ? "the command failed without a word" : last,
        "Try it by hand as %s.".formatted(login(order)));
  }

  private static Said fetch(HostOrder order, String url, String output) {
    boolean local =
        output.contains("No space left on device")
            || output.contains("quota exceeded")
            || output.contains("insufficient permission")
            || output.contains(".lock': ")
            || output.contains("could not create")
            || output.contains("Read-only file system");
    if (local) {
      return command(order, "fetch from " + url, output);
    }
    FetchFault fault = FetchFault.of(output, url, login(order));
    return new Said(fault.type(), "fetch from " + url, fault.reason(), fault.remedy());
  }

  private static Said precondition(String attempted, String reason, String remedy) {
    return new Said(FailureType.PRECONDITION_FAILED, attempted, reason, remedy);
  }

  private static String login(HostOrder order) {
    String user = order.host().user() == null ? order.target().ssh().user() : order.host().user();
    return "%s@%s".formatted(user, order.host().name());
  }

  /** Of whom the lock is, and since when, as far as it says so. */
  private static String holder(String said) {
    return said.isBlank() ? "" : " (%s)".formatted(Output.lastLine(said.strip()));
  }

  /** Of {@code ls -ld}: mode, owner and group. */
  private static String owner(String listing) {
    String[] words = listing.strip().split("\\s+");
    return words.length < 4
        ? listing.strip()
        : "%s, owned by %s:%s".formatted(words[0], words[2], words[3]);
  }

  /** A command of the user's that did not end well. */
  static HostFailure of(HostName host, CommandFault fault, @Nullable Step declared) {
    String step = fault.step().equals("restart-back") ? "restart" : fault.step();
    String attempted = "run " + step;
    String look =
        step.equals("before-switch")
            ? "See its output; it ran in the directory of the release that is live."
            : "See its output; it ran in the release's directory.";
    if (fault.killed().equals("timeout")) {
      return new HostFailure(
          host,
          FailureType.STEP_TIMED_OUT,
          step,
          attempted,
          "it had not ended %s and was killed"
              .formatted(declared == null ? "in time" : "after " + words(declared.timeout())),
          "See where it hangs, or raise %s.".formatted(key(step, "timeout")),
          fault.output());
    }
    if (fault.killed().equals("idle")) {
      return new HostFailure(
          host,
          FailureType.STEP_TIMED_OUT,
          step,
          attempted,
          "it wrote nothing for %s, so that it was ended"
              .formatted(
                  declared == null || declared.idleTimeout() == null
                      ? "too long"
                      : words(declared.idleTimeout())),
          "See where it hangs, let it tell of its progress, or raise %s."
              .formatted(key(step, "idle_timeout")),
          fault.output());
    }
    if (!fault.killed().isEmpty() || fault.status() > 128) {
      String signal = fault.signal().isEmpty() ? "" + (fault.status() - 128) : fault.signal();
      return new HostFailure(
          host,
          FailureType.STEP_SIGNALLED,
          step,
          attempted,
          fault.killed().isEmpty()
              ? "signal %s ended it".formatted(signal)
              : "it was ended because the run was stopped",
          fault.killed().isEmpty()
              ? "Find out who sent it: the kernel sends KILL when memory runs out."
              : "Start the run again.",
          fault.output());
    }
    return new HostFailure(
        host,
        FailureType.STEP_FAILED,
        step,
        attempted,
        "it ended with status %d".formatted(fault.status()),
        look,
        fault.output());
  }

  /** Where the file says it; of a check, its own time is the only one. */
  private static String key(String step, String setting) {
    return switch (step) {
      case "verify" -> "health.within";
      case "unmigrate" -> "steps.migrate." + setting;
      case "before-switch" -> "steps.before_switch." + setting;
      default -> "steps.%s.%s".formatted(step, setting);
    };
  }

  static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
