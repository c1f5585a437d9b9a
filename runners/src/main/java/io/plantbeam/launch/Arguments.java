package io.plantbeam.launch;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.options.TelemetryOptions;
import io.plantbeam.runners.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The arguments of {@code run}, {@code --name=value} each, as options fitted to their engine.
 *
 * @param warnings a sentence each
 */
public record Arguments(TelemetryOptions options, List<String> warnings) {
  private static final Pattern UNKNOWN =
      Pattern.compile("missing a property named '.*?'\\.(?: Did you mean (.*)\\?)?");
  private static final Pattern RUNNERS = Pattern.compile("supported pipeline runners \\[");
  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("Cannot deserialize value of type `(?:int|long|java\\.lang\\.\\w+)`");

  private static final Pattern NAME = Pattern.compile("--([^=]+).*", Pattern.DOTALL);

  /**
   * Reads the options, with the defaults of the engine.
   *
   * @throws InvalidOptionsException with a sentence for each argument that is none, or for each
   *     reason for which the engine cannot run the job
   */
  public static Arguments parse(List<String> args) {
    TelemetryOptions options = read(args);
    return new Arguments(options, Engines.prepare(options, names(args)));
  }

  private static Set<String> names(List<String> args) {
    return args.stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toSet());
  }

  private static TelemetryOptions read(List<String> args) {
    try {
      return options(args);
    } catch (IllegalArgumentException e) {
      List<String> problems = new ArrayList<>();
      Map<String, Integer> times = new TreeMap<>();
      for (String arg : args) {
        addProblem(arg, problems);
        times.merge(arg.replaceFirst("=.*", ""), 1, Integer::sum);
      }
      times.forEach(
          (name, count) -> {
            if (count > 1) {
              problems.add("%s: is given %d times; allowed is once".formatted(name, count));
            }
          });
      throw new InvalidOptionsException(
          problems.isEmpty() ? List.of(firstLine(e.getMessage())) : problems);
    }
  }

  private static TelemetryOptions options(List<String> args) {
    return PipelineOptionsFactory.fromArgs(args.toArray(String[]::new)).as(TelemetryOptions.class);
  }

  /** Beam names the first problem alone, and not always the option: so one argument at a time. */
  private static void addProblem(String arg, List<String> problems) {
    try {
      options(List.of(arg));
    } catch (IllegalArgumentException e) {
      problems.add(arg + ": " + sentence(String.valueOf(e.getMessage())));
    }
  }

  private static String sentence(String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      return unknown.group(1) == null
          ? "there is no such option"
          : "there is no such option; did you mean "
              + unknown.group(1).replaceAll("[\\[\\]']", "").replaceAll("(\\w+)(?=,|$)", "--$1")
              + "?";
    }
    if (RUNNERS.matcher(message).find()) {
      return "there is no such runner; allowed are " + Engines.runners();
    }
    if (WHOLE_NUMBER.matcher(message).find()) {
      return "is not a whole number; allowed is one such as 4";
    }
    if (message.contains("does not begin with '--'")) {
      return "is not an option; allowed is --name=value";
    }
    return firstLine(message);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
