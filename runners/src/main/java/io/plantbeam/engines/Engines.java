package io.plantbeam.engines;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.JobLabels;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.job.SourceOptions;
import io.plantbeam.options.Parameters;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.StreamingOptions;

/** Fits the options of a launch to the engine that they name. */
public final class Engines {
  private Engines() {}

  /** The names that {@code --runner} takes, in a list for people. */
  public static String runners() {
    return Engine.runners();
  }

  /**
   * Makes the options of all engines known as arguments of a launch. Beam would do it in each
   * process that reads options, the workers too, which lose a second or two by it before a job
   * begins; so the JAR does not name them among its services.
   */
  public static void registerOptions() {
    for (Engine engine : Engine.values()) {
      PipelineOptionsFactory.register(engine.options());
    }
  }

  /**
   * Checks what the engine can do, and sets its options where the user gave none, the job's name
   * among them. Files make a batch job and topics a stream, on every engine.
   *
   * @param kind of the pipeline that runs
   * @param given the names of the options that were given
   * @return the reasons to refuse the launch, and warnings
   */
  public static LaunchReview prepare(
      PipelineKind kind, PipelineOptions options, Set<String> given) {
    LaunchReview findings = new LaunchReview();
    Engine engine;
    try {
      engine = Engine.of(options);
    } catch (InvalidOptionsException e) {
      e.problems().forEach(findings::refuse);
      return findings;
    }
    StreamingOptions mode = options.as(StreamingOptions.class);
    Parameters parameters = kind.parameters();
    boolean streaming =
        !kind.input(name -> parameters.valueOf(options, name))
            .map(SourceOptions::isBounded)
            .orElse(false);
    if (given.contains("streaming") && mode.isStreaming() != streaming) {
      findings.refuse(
          "--streaming=%s: files make a batch job and topics a stream; leave it out"
              .formatted(mode.isStreaming()));
    }
    mode.setStreaming(streaming);
    EngineLimits.check(engine, options, given, findings);
    if (!given.contains("jobName")) {
      options.setJobName(JobLabels.defaultJobName(options));
    }
    if (!given.contains("appName")) {
      options.as(ApplicationNameOptions.class).setAppName(options.getJobName());
    }
    engine.profile().setDefaults(kind, options, given);
    return findings;
  }

  /**
   * Checks that the classes of the engine are there. They are not part of Plantbeam's JAR.
   *
   * @throws InvalidOptionsException if not
   */
  public static void checkPresent(PipelineOptions options) {
    RunnerProfile profile = Engine.of(options).profile();
    try {
      Class.forName(profile.engineClass(), false, Engines.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new InvalidOptionsException(
          List.of(
              "--runner=%s: the engine is not on the class path; %s"
                  .formatted(options.getRunner().getSimpleName(), profile.howToLaunch())));
    }
  }

  /**
   * Settles with the engine, which has to be there, whether the launch waits for the end of the
   * job, or is over once the engine has taken it.
   *
   * @return whether it waits
   */
  public static boolean attach(PipelineOptions options) {
    return Engine.of(options).profile().attach(options);
  }

  /**
   * Takes what only one job of the engine, which has to be there, may have: on Spark the directory
   * of a stream's checkpoints.
   *
   * @throws InvalidOptionsException if another job has it, or it does not fit the options
   */
  public static EngineClaim claim(PipelineKind kind, PipelineOptions options) {
    return Engine.of(options).profile().claim(kind, options);
  }
}
