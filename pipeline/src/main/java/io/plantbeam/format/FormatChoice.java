package io.plantbeam.format;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.config.YamlFile;
import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import io.plantbeam.format.mapped.MappedFormat;
import io.plantbeam.format.mapped.RoutedFormat;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the format that an option names: one of a list by its name, or else the one that a file
 * describes. A file is a mapping, or it has a list {@code formats} of patterns of topics, each with
 * the name of a format or the path of a mapping file.
 */
public final class FormatChoice {
  private static final String ROUTES = "formats";

  private final List<MessageFormats.Type> formats;
  private final MessageSettings settings;

  private FormatChoice(List<MessageFormats.Type> formats, MessageSettings settings) {
    this.formats = formats;
    this.settings = settings;
  }

  /**
   * The format.
   *
   * @param nameOrFile null for the first of the list
   * @throws InvalidOptionsException with a sentence for each thing that is wrong
   */
  public static MessageFormat of(
      String nameOrFile, List<MessageFormats.Type> formats, MessageSettings settings) {
    FormatChoice choice = new FormatChoice(formats, settings);
    return nameOrFile == null
        ? formats.get(0).with(settings)
        : choice.find(nameOrFile, Path.of(""), true);
  }

  private MessageFormat find(String nameOrFile, Path folder, boolean mayRoute) {
    for (MessageFormats.Type format : formats) {
      if (format.name().equals(nameOrFile)) {
        return format.with(settings);
      }
    }
    Path file;
    try {
      file = folder.resolve(nameOrFile);
    } catch (InvalidPathException e) {
      throw unknown(nameOrFile);
    }
    if (!Files.exists(file)) {
      throw unknown(nameOrFile);
    }
    return mayRoute && hasRoutes(file) ? routed(file) : MappedFormat.load(file, settings);
  }

  private InvalidOptionsException unknown(String nameOrFile) {
    List<String> names = formats.stream().map(MessageFormats.Type::name).toList();
    List<String> closest = Suggestions.closest(nameOrFile, names);
    return new InvalidOptionsException(
        List.of(
            "there is no such format and no such file%s"
                .formatted(
                    closest.isEmpty()
                        ? "; allowed are %s, and the path of a mapping file"
                            .formatted(Words.all(names))
                        : Suggestions.question("", closest))));
  }

  private static boolean hasRoutes(Path file) {
    YamlMap yaml = yaml(file, new ArrayList<>());
    return yaml != null && yaml.has(ROUTES);
  }

  /** The file's map; null where {@link MappedFormat#load} has to say what is wrong with it. */
  private static YamlMap yaml(Path file, List<String> problems) {
    try {
      return YamlFile.read(
          file.toString(), Files.readString(file, StandardCharsets.UTF_8), problems);
    } catch (IOException | InvalidOptionsException e) {
      return null;
    }
  }

  private MessageFormat routed(Path file) {
    List<String> problems = new ArrayList<>();
    YamlMap yaml = yaml(file, problems).only("description", ROUTES);
    List<RoutedFormat.Route> routes = new ArrayList<>();
    Path folder = file.toAbsolutePath().getParent();
    for (YamlMap entry : yaml.maps(ROUTES)) {
      entry.only("topic", "format");
      if (!entry.has("topic")) {
        entry.problem("has no 'topic'");
      }
      Pattern topic =
          entry.value(
              "topic", YamlNodes.parsedBy(Pattern::compile), "allowed is a regular expression");
      String name = entry.text("format");
      if (topic != null && name != null) {
        try {
          MessageFormat format = find(name, folder, false);
          if (format.csv() != null) {
            entry.problem(
                "format", "is of CSV files, which a job reads alone; name it by --messageFormat");
          }
          routes.add(new RoutedFormat.Route(topic, format));
        } catch (InvalidOptionsException e) {
          e.problems().forEach(problem -> entry.sentence("format", name + ": " + problem));
        }
      }
    }
    if (routes.isEmpty() && problems.isEmpty()) {
      yaml.problem(ROUTES, "is empty; at least one is needed");
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return new RoutedFormat(routes);
  }
}
