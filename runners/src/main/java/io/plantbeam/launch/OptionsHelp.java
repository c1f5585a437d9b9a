package io.plantbeam.launch;

import io.plantbeam.options.ParameterSpec;
import io.plantbeam.telemetry.PipelineKinds;

/** The options of {@code run} as people read them, made from the parameters of its pipeline. */
public final class OptionsHelp {
  private OptionsHelp() {}

  /** What a parameter does and what is allowed, as a line of text. */
  public static String help(ParameterSpec parameter) {
    return (parameter.help() + " " + parameter.rules()).strip();
  }

  /** The whole help. */
  public static String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        Usage: plantbeam run --inputFiles=GLOB --output=DIR [--name=value ...]
               plantbeam run --bootstrapServers=HOST:PORT --inputTopics=TOPIC --output=DIR [--name=value ...]
        Runs the pipeline: files make a batch job, Kafka makes a streaming job.
        """);
    String group = null;
    for (ParameterSpec parameter : PipelineKinds.ALL.get(0).parameters().all()) {
      if (!parameter.group().equals(group)) {
        group = parameter.group();
        out.append('\n').append(group).append('\n');
      }
      out.append("  --").append(parameter.name()).append('=').append(parameter.placeholder());
      if (parameter.defaultValue() != null) {
        out.append("  [").append(parameter.defaultValue()).append(']');
      }
      out.append('\n');
      out.append(TextLines.wrapped(help(parameter), 8));
    }
    out.append(
        """

        Engine
          --runner=DirectRunner|FlinkRunner|SparkRunner  [DirectRunner]
                Every other option of Beam and of the runner is accepted as --name=value too.

        Durations are written 30s, 5m, 2h or ISO-8601 (PT90S).
        Exit codes: 0 ended well, 1 the job failed, 2 invalid options, 3 a server does not answer,
        130 and 143 a job on files, or on Flink in this process, stopped by Ctrl-C or SIGTERM, or any
        job killed by a second one.
        """);
    return out.toString();
  }
}
