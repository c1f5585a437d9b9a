package io.plantbeam.launch;

import io.plantbeam.config.Words;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.telemetry.PipelineKinds;
import java.util.List;
import java.util.Optional;

/**
 * Which pipeline the arguments of a launch name: {@code --pipeline}, or {@code --inputFormat},
 * whose dead letters the replay reads.
 *
 * @param kind the default where none is named, or one that does not exist
 */
record KindArgument(PipelineKind kind, Optional<OptionProblem> problem) {
  /** The option that names a pipeline. */
  static final String NAME = "pipeline";

  private static final String PIPELINE = "--" + NAME + "=";
  private static final String DEAD_LETTERS = "--inputFormat=dead-letters";

  static KindArgument of(List<String> args) {
    Optional<String> name =
        args.stream()
            .filter(argument -> argument.startsWith(PIPELINE))
            .map(argument -> argument.substring(PIPELINE.length()))
            .findFirst();
    if (name.isEmpty()) {
      return new KindArgument(
          args.contains(DEAD_LETTERS) ? PipelineKinds.REPLAY : PipelineKinds.ALL.get(0),
          Optional.empty());
    }
    return PipelineKinds.named(name.get())
        .map(kind -> new KindArgument(kind, Optional.empty()))
        .orElseGet(
            () ->
                new KindArgument(
                    PipelineKinds.ALL.get(0),
                    Optional.of(
                        OptionProblem.of(
                            "%s%s: there is no such pipeline; allowed are %s"
                                .formatted(
                                    PIPELINE, name.get(), Words.all(PipelineKinds.names()))))));
  }

  /** Whether a name is that of an option, although this pipeline has none of it. */
  static boolean isParameterOfAnother(String name) {
    return PipelineKinds.ALL.stream().anyMatch(kind -> kind.parameters().named(name).isPresent());
  }
}
