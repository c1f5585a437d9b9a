package io.plantbeam.job;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.output.DirectoryCheck;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.beam.sdk.Pipeline;

/**
 * The options of a job, checked and typed.
 *
 * @param pipeline what belongs to the kind of pipeline
 * @param output the directory of {@code summary.json}, and of every output that has no server
 * @param source null only where there is a problem
 * @param connections what the job does at each connector, in the order of the connectors
 */
public record JobSettings(
    PipelineKind kind,
    PipelineSettings pipeline,
    String output,
    Source source,
    List<Connection> connections) {

  public JobSettings {
    connections = List.copyOf(connections);
  }

  /** Whether the job ends by itself. */
  public boolean isBounded() {
    return source.isBounded();
  }

  /** The same, with the source and then the connections prepared. */
  JobSettings prepare() {
    Source prepared = source.prepare();
    if (prepared.isBounded()) {
      // A stream has to start again whatever was sent to it last; a preflight tries that.
      pipeline.tryOn(prepared);
    }
    return new JobSettings(
        kind,
        pipeline,
        output,
        prepared,
        connections.stream().map(connection -> connection.prepare(kind.name(), prepared)).toList());
  }

  /**
   * Adds the job's steps to an empty pipeline.
   *
   * @return what went to which sinks
   */
  public Outputs build(Pipeline job) {
    PlantbeamCoders.register(job.getCoderRegistry());
    Outputs outputs =
        new Outputs(
            connections.stream().flatMap(connection -> connection.sinks().stream()).toList(),
            connections.stream()
                .flatMap(connection -> connection.notes().stream())
                .findFirst()
                .orElse(null));
    pipeline.build(job, source, outputs);
    outputs.build(job);
    return outputs;
  }

  /** What all steps of the job count. */
  public List<Contribution> contributions() {
    List<Contribution> all = new ArrayList<>(kind.contributions());
    kind.connectors().forEach(connector -> all.addAll(connector.contributions()));
    all.addAll(Outputs.CONTRIBUTIONS);
    return all;
  }

  /**
   * What has to be there for the job.
   *
   * @param readers see {@link CheckLimits}
   * @param time that a check may take
   */
  public List<Check> checks(OptionalInt readers, Duration time) {
    CheckLimits limits = new CheckLimits(time, readers, source.clockTolerance());
    List<Check> checks = new ArrayList<>(pipeline.checks(source));
    connections.forEach(connection -> checks.addAll(connection.checks(limits)));
    connections.forEach(connection -> checks.addAll(connection.checks(kind.name(), source)));
    Check ofOutput = DirectoryCheck.of("--output=" + output, output, "can be written");
    // A sink may write below it, and say so.
    if (checks.stream().noneMatch(check -> check.subject().equals(ofOutput.subject()))) {
      checks.add(ofOutput);
    }
    return checks;
  }
}
