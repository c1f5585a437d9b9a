package io.plantbeam.launch;

import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.telemetry.PipelineKinds;
import java.util.Locale;
import java.util.stream.Collectors;

/** The options of {@code run} as people read them, made from the parameters of its pipelines. */
public final class OptionsHelp {
  private OptionsHelp() {}

  /** What a parameter does and what is allowed, as a line of text. */
  public static String help(ParameterSpec parameter) {
    String kinds = parameter.name().equals(KindArgument.NAME) ? " Allowed is " + kinds() : "";
    return (parameter.help() + kinds + " " + parameter.rules()).strip();
  }

  private static String kinds() {
    return PipelineKinds.ALL.stream()
        .map(kind -> kind.name() + byDefault(kind) + ", which " + kind.summary())
        .collect(Collectors.joining("; or ", "", "."));
  }

  private static String byDefault(PipelineKind kind) {
    return isDefault(kind) ? " (the default)" : "";
  }

  private static boolean isDefault(PipelineKind kind) {
    return kind == PipelineKinds.ALL.get(0);
  }

  /** The whole help on one pipeline. */
  public static String of(PipelineKind chosen) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        Usage: plantbeam run%1$s --inputFiles=GLOB --output=DIR [--name=value ...]
               plantbeam run%1$s --bootstrapServers=HOST:PORT --inputTopics=TOPIC --output=DIR [--name=value ...]
        Runs a pipeline: files make a batch job, Kafka makes a streaming job.

        Pipelines
        """
            .formatted(isDefault(chosen) ? "" : " --pipeline=" + chosen.name()));
    for (PipelineKind kind : PipelineKinds.ALL) {
      out.append("  ").append(kind.name()).append(byDefault(kind)).append('\n');
      out.append(TextLines.wrapped(sentence(kind.summary()), 8));
    }
    out.append(
        TextLines.wrapped(
            "The options below are those of %s. --pipeline=NAME --help lists those of another."
                .formatted(chosen.name()),
            2));
    String group = null;
    for (ParameterSpec parameter : chosen.parameters().all()) {
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

  private static String sentence(String summary) {
    return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".";
  }
}
