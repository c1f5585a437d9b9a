package io.plantbeam.job;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.LocalFiles;
import io.plantbeam.config.Words;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.OptionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Checks the options of a job without asking a server, and types them. {@link
 * io.plantbeam.options.ParameterSpec} has the rules for a value by itself, and connectors and kinds
 * of pipelines have rules of their own; here are those that concern several of them.
 */
public final class JobSettingsReader {
  private final PipelineKind kind;
  private final OptionReader options;

  private JobSettingsReader(PipelineKind kind, OptionReader options) {
    this.kind = kind;
    this.options = options;
  }

  /**
   * Reads all options.
   *
   * @throws InvalidOptionsException with a sentence for each problem: option, value, what is
   *     allowed
   */
  public static JobSettings read(PipelineKind kind, PipelineOptions options) {
    List<OptionProblem> problems = new ArrayList<>();
    JobSettings settings = read(kind, options, problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems.stream().map(OptionProblem::sentence).toList());
    }
    return settings;
  }

  /**
   * The same for whoever goes on to look for other problems.
   *
   * @param problems takes what is wrong; where there is a problem, the settings are not to be used
   */
  public static JobSettings read(
      PipelineKind kind, PipelineOptions options, List<OptionProblem> problems) {
    OptionReader reader = new OptionReader(options, kind.parameters());
    JobSettings settings = new JobSettingsReader(kind, reader).settings();
    problems.addAll(reader.problems());
    return settings;
  }

  private JobSettings settings() {
    StoreRules.check(options);
    List<Connection> connections =
        kind.connectors().stream()
            .flatMap(connector -> connector.connect(options).stream())
            .toList();
    checkInput();
    checkOutput();
    PipelineSettings pipeline = kind.read(options, connections);
    connections.stream().flatMap(connection -> connection.sinks().stream()).forEach(this::check);
    Source source =
        connections.stream()
            .flatMap(connection -> connection.source().stream())
            .findFirst()
            .orElse(null);
    return new JobSettings(kind, pipeline, options.text("output"), source, connections);
  }

  private void checkInput() {
    List<SourceOptions> all =
        kind.connectors().stream()
            .flatMap(connector -> connector.sourceOptions().stream())
            .toList();
    List<SourceOptions> given = all.stream().filter(this::isGiven).toList();
    if (given.size() > 1) {
      String option = given.get(0).options().stream().filter(options::isGiven).findFirst().get();
      options.refuse(
          option,
          options.text(option),
          "cannot be used with %s; a job reads %s, not both"
              .formatted(
                  Words.either(optionsOf(given.subList(1, given.size())).toList()),
                  Words.either(given.stream().map(SourceOptions::title).toList())));
    } else if (given.isEmpty() && !isSaidAlready(all)) {
      options.refuse(
          all.get(0).options().get(0),
          null,
          "there is nothing to read; give "
              + all.stream().map(SourceOptions::example).collect(Collectors.joining(", or ")),
          all.stream().flatMap(input -> input.options().stream()).toArray(String[]::new));
    }
  }

  private boolean isGiven(SourceOptions input) {
    return input.options().stream().anyMatch(options::isGiven);
  }

  private static Stream<String> optionsOf(List<SourceOptions> inputs) {
    return inputs.stream().flatMap(input -> input.options().stream()).map(option -> "--" + option);
  }

  /** Whether a connector has asked for something to read already. */
  private boolean isSaidAlready(List<SourceOptions> inputs) {
    return options.problems().stream()
        .flatMap(problem -> problem.missing().stream())
        .anyMatch(missing -> inputs.stream().anyMatch(input -> input.options().contains(missing)));
  }

  private void checkOutput() {
    if (!options.isUsable("output")) {
      return;
    }
    String output = options.text("output");
    try {
      if (!LocalFiles.isWritableDirectory(output)) {
        options.refuse(
            "output",
            output,
            "is not a directory that can be written to; allowed is one that this user"
                + " may write to, or create");
      }
    } catch (IllegalArgumentException e) {
      options.refuse("output", output, e.getMessage());
    }
  }

  /** A sink that was named by the user and gets nothing is meant for another pipeline. */
  private void check(Sink sink) {
    if (!sink.takesWhatIsLeft()
        && !options.isDefault(sink.option())
        && kind.outputs().stream().noneMatch(sink::takes)) {
      options.refuse(
          sink.option(),
          options.text(sink.option()),
          "cannot be used with --pipeline=%s, which %s; leave it out"
              .formatted(kind.name(), kind.summary()));
    }
  }
}
