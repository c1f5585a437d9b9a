package io.plantbeam.launch;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.TelemetryOptions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code run} as people read them, made from {@link TelemetryOptions}. */
public final class OptionsHelp {
  private static final int WIDTH = 96;
  private static final String INDENT = " ".repeat(8);

  /** One option: its heading, name, placeholder, default (null where there is none) and help. */
  public record Entry(
      String group, String name, String placeholder, String defaultValue, String help) {}

  private OptionsHelp() {}

  public static List<Entry> entries() {
    return Arrays.stream(TelemetryOptions.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Parameter.class))
        .sorted(Comparator.comparingInt(method -> method.getAnnotation(Parameter.class).order()))
        .map(OptionsHelp::entry)
        .toList();
  }

  private static Entry entry(Method getter) {
    Parameter parameter = getter.getAnnotation(Parameter.class);
    String name = Character.toLowerCase(getter.getName().charAt(3)) + getter.getName().substring(4);
    return new Entry(
        parameter.group(),
        name,
        parameter.value(),
        defaultOf(getter),
        getter.getAnnotation(Description.class).value());
  }

  private static String defaultOf(Method getter) {
    if (getter.isAnnotationPresent(Default.String.class)) {
      return getter.getAnnotation(Default.String.class).value();
    }
    if (getter.isAnnotationPresent(Default.Integer.class)) {
      return String.valueOf(getter.getAnnotation(Default.Integer.class).value());
    }
    if (getter.isAnnotationPresent(Default.Boolean.class)) {
      return String.valueOf(getter.getAnnotation(Default.Boolean.class).value());
    }
    return null;
  }

  static String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        Usage: plantbeam run --inputFiles=GLOB --output=DIR [--name=value ...]
               plantbeam run --bootstrapServers=HOST:PORT --inputTopics=TOPIC --output=DIR [--name=value ...]
        Runs the pipeline: files make a batch job, Kafka makes a streaming job.
        """);
    String group = null;
    for (Entry entry : entries()) {
      if (!entry.group().equals(group)) {
        group = entry.group();
        out.append('\n').append(group).append('\n');
      }
      out.append("  --").append(entry.name()).append('=').append(entry.placeholder());
      if (entry.defaultValue() != null) {
        out.append("  [").append(entry.defaultValue()).append(']');
      }
      out.append('\n');
      appendWrapped(out, entry.help());
    }
    out.append(
        """

        Engine
          --runner=DirectRunner|FlinkRunner|SparkRunner  [DirectRunner]
                Every other option of Beam and of the runner is accepted as --name=value too.

        Durations are written 30s, 5m, 2h or ISO-8601 (PT90S).
        Exit codes: 0 ended well, 1 the job failed, 2 invalid options, 3 a server does not answer.
        """);
    return out.toString();
  }

  private static void appendWrapped(StringBuilder out, String text) {
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
