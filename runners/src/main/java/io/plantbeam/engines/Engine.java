package io.plantbeam.engines;

import io.plantbeam.config.InvalidOptionsException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** The engines that Plantbeam runs on. */
enum Engine {
  DIRECT("DirectRunner", DirectOptions.class),
  FLINK("FlinkRunner", FlinkPipelineOptions.class),
  SPARK("SparkRunner", SparkPipelineOptions.class);

  private final String runner;
  private final Class<? extends PipelineOptions> options;

  Engine(String runner, Class<? extends PipelineOptions> options) {
    this.runner = runner;
    this.options = options;
  }

  /** The interface of the options that it alone has. */
  Class<? extends PipelineOptions> options() {
    return options;
  }

  RunnerProfile profile() {
    return switch (this) {
      case DIRECT -> new DirectProfile();
      case FLINK -> new FlinkProfile();
      case SPARK -> new SparkProfile();
    };
  }

  /**
   * The engine of the runner that the options name.
   *
   * @throws InvalidOptionsException if it is none of these
   */
  static Engine of(PipelineOptions options) {
    String name = options.getRunner().getSimpleName();
    return Arrays.stream(values())
        .filter(engine -> engine.runner.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidOptionsException(
                    List.of("--runner=%s: allowed are %s".formatted(name, runners()))));
  }

  /** The names that {@code --runner} takes. */
  static String runners() {
    return Arrays.stream(values()).map(engine -> engine.runner).collect(Collectors.joining(", "));
  }
}
