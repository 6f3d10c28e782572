package io.slipway.starter.command;

import io.slipway.domain.Label;
import io.slipway.starter.config.FileFaultsException;
import io.slipway.starter.config.SlipwayFile;
import io.slipway.starter.gateway.ClusterProfile;
import io.slipway.starter.gateway.ConnectionSettings;
import io.slipway.starter.gateway.Examination;
import io.slipway.starter.gateway.LocalEngine;
import io.slipway.starter.gateway.PayloadKeys;
import io.slipway.starter.gateway.TemporalConnection;
import io.slipway.starter.output.Diagnosis;
import io.slipway.starter.output.Diagnosis.Finding;
import io.slipway.starter.output.ExitCode;
import io.slipway.starter.output.Output;
import io.slipway.starter.output.ProblemException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slipway doctor}: whether an installation is sound, and what to do where it is not. */
@Command(
    name = "doctor",
    description = {
      "Look at this installation: slipway.yml, the way to Temporal, its namespace, its workers, and"
          + " whether anything that is open stands still. Changes nothing.",
      "The exit code is 1 when something stands in the way of deploys."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private List<Label> sites = List.of();

  @Spec CommandSpec spec;
  @Mixin FileOption file;
  @Mixin ConnectionOptions connection;
  @Mixin OutputOptions format;
  @Mixin HelpOption help;

  DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Output output = format.output(spec.commandLine());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "slipway", "%s, Java %s".formatted(new Version().getVersion()[0], Runtime.version())));
    findings.add(file());
    findings.addAll(temporal(output));
    Diagnosis diagnosis = new Diagnosis(findings);
    output.say(diagnosis);
    return (diagnosis.sound() ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private Finding file() {
    String name = file.file.toString();
    if (!Files.exists(file.file)) {
      return Finding.ok(name, "not here; the rest is looked at without it");
    }
    try {
      SlipwayFile read = SlipwayFile.read(file.file);
      sites = read.sites();
      return Finding.ok(
          name, "application %s, stages %s".formatted(read.application(), read.stages()));
    } catch (FileFaultsException e) {
      int faults = e.faults().size();
      return Finding.bad(
          name,
          faults == 1 ? "has a fault" : "has %d faults".formatted(faults),
          "slipway validate tells %s.".formatted(faults == 1 ? "it" : "them"));
    }
  }

  private List<Finding> temporal(Output output) {
    ConnectionSettings settings = connection.settings();
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(
          Finding.ok(
              "payloads",
              PayloadKeys.find(settings, surroundings.environment(), surroundings.rings())
                  .map(ring -> "encrypted")
                  .orElse("in clear")));
      boolean cluster = ClusterProfile.find(settings, surroundings.environment()).isPresent();
      Optional<LocalEngine.Address> local = surroundings.engine().running();
      if (!cluster && local.isEmpty()) {
        findings.add(
            Finding.ok(
                "temporal", "the local engine, which the next command that needs it starts"));
        return findings;
      }
      findings.addAll(examined(settings, output));
    } catch (ProblemException | LocalEngine.EngineException e) {
      findings.add(
          Finding.bad("temporal", "there is no way to it", String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private List<Finding> examined(ConnectionSettings settings, Output output) {
    try (TemporalConnection open =
        TemporalConnection.open(
            settings,
            surroundings.environment(),
            surroundings.engine(),
            surroundings.rings(),
            new PrintWriter(new NoteWriter(output), true))) {
      List<Finding> findings = new ArrayList<>();
      findings.add(
          Finding.ok(
              "temporal",
              "%s%s".formatted(open.address(), open.local() ? ", the local engine" : "")));
      findings.addAll(new Examination(open.client()).findings(sites));
      return findings;
    }
  }
}
