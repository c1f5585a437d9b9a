package io.plantbeam.launch;

import io.plantbeam.config.Suggestions;
import io.plantbeam.engines.Engines;
import io.plantbeam.job.JobOptions;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.spec.engine.EngineParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Reads arguments as Beam's options, and says what is wrong with each that cannot be read. */
final class ArgumentReader {
  private static final Pattern RUNNERS = Pattern.compile("supported pipeline runners \\[");
  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("Cannot deserialize value of type `(?:int|long|java\\.lang\\.\\w+)`");

  private final PipelineKind kind;
  private final Parameters parameters;
  private final List<String> names;
  private final List<OptionProblem> problems = new ArrayList<>();
  private final Set<String> mentioned = new LinkedHashSet<>();
  private final Map<String, String> usable = new LinkedHashMap<>();
  private PipelineOptions options;
  private String lastName = "";

  private ArgumentReader(PipelineKind kind) {
    this.kind = kind;
    this.parameters = kind.parameters();
    this.names = parameters.optionNames();
  }

  static ArgumentReader read(List<String> args) {
    Engines.registerOptions();
    KindArgument chosen = KindArgument.of(args);
    ArgumentReader reader = new ArgumentReader(chosen.kind());
    args.forEach(reader::add);
    chosen.problem().ifPresent(reader.problems::add);
    reader.options = reader.parseTogether();
    return reader;
  }

  /** The pipeline that the arguments name. */
  PipelineKind kind() {
    return kind;
  }

  /** Of the arguments that could be read. */
  PipelineOptions options() {
    return options;
  }

  /** The names of the options that were given and could be read. */
  Set<String> given() {
    return usable.keySet();
  }

  List<OptionProblem> problems() {
    return problems;
  }

  /** The options that were given and could not be read, and those that were meant by them. */
  Set<String> mentioned() {
    return mentioned;
  }

  private void add(String argument) {
    if (!argument.startsWith("--") || argument.length() < 3) {
      // It may be the rest of a secret, parted from its option by a blank.
      boolean secret = isSecret(lastName) || argument.contains("=");
      problems.add(
          OptionProblem.of(
              "%s: is not an option; allowed is --name=value"
                  .formatted(secret ? "[hidden]" : argument)));
      return;
    }
    String[] parts = argument.substring(2).split("=", 2);
    String name = parts[0];
    lastName = name;
    if (!names.contains(name)) {
      List<String> closest = Suggestions.closest(name, names);
      mentioned.addAll(closest);
      refuse(
          parts,
          KindArgument.isParameterOfAnother(name)
              ? "is not an option of --pipeline=%s, which %s; leave it out"
                  .formatted(kind.name(), kind.summary())
              : "there is no such option" + Suggestions.question("--", closest));
    } else if (usable.containsKey(name)) {
      problems.add(OptionProblem.of("--%s: is given twice; allowed is once".formatted(name)));
    } else if (parts.length == 1 && needsValue(name)) {
      refuse(parts, "has no value; allowed is --%s=value".formatted(name));
    } else {
      try {
        parse(List.of(argument));
        usable.put(name, argument);
      } catch (IllegalArgumentException e) {
        refuse(parts, sentence(parts, String.valueOf(e.getMessage())));
      }
    }
  }

  /** Beam takes an option without a value for true, of a text too: an output would be ./true. */
  private boolean needsValue(String name) {
    return Stream.concat(parameters.all().stream(), EngineParameters.all().stream())
        .anyMatch(spec -> spec.name().equals(name) && spec.type() != ParameterType.BOOLEAN);
  }

  private boolean isSecret(String name) {
    return parameters.mayBeSecret(name)
        || parameters.named(name).map(spec -> spec.type() == ParameterType.SECRET).orElse(false);
  }

  private void refuse(String[] nameAndValue, String rule) {
    mentioned.add(nameAndValue[0]);
    problems.add(
        parameters.problem(
            nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : null, rule));
  }

  private PipelineOptions parseTogether() {
    try {
      return parse(List.copyOf(usable.values()));
    } catch (IllegalArgumentException e) {
      problems.add(OptionProblem.of(firstLine(String.valueOf(e.getMessage()))));
      return parse(List.of());
    }
  }

  private static PipelineOptions parse(List<String> args) {
    return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).as(JobOptions.class);
  }

  private String sentence(String[] nameAndValue, String message) {
    String rule =
        nameAndValue.length < 2
            ? null
            : parameters
                .named(nameAndValue[0])
                .flatMap(spec -> spec.problemWith(nameAndValue[1]))
                .orElse(null);
    if (rule != null) {
      return rule;
    }
    if (RUNNERS.matcher(message).find()) {
      return "there is no such runner; allowed are " + Engines.runners();
    }
    if (WHOLE_NUMBER.matcher(message).find()) {
      return "is not a whole number; allowed is one such as 4";
    }
    return firstLine(message);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
