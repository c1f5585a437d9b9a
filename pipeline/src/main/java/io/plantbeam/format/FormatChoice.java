package io.plantbeam.format;

import io.plantbeam.config.FileUris;
import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.SettingsFile;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.config.YamlFile;
import io.plantbeam.config.YamlMap;
import io.plantbeam.config.YamlNodes;
import io.plantbeam.format.mapped.MappedFormat;
import io.plantbeam.format.mapped.RoutedFormat;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import java.nio.file.InvalidPathException;
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
    return nameOrFile == null ? formats.get(0).with(settings) : choice.find(nameOrFile, null, true);
  }

  /**
   * @param named the file that names it; null for the option
   */
  private MessageFormat find(String nameOrFile, String named, boolean mayRoute) {
    for (MessageFormats.Type format : formats) {
      if (format.name().equals(nameOrFile)) {
        return format.with(settings);
      }
    }
    String file = file(nameOrFile, named);
    String text = SettingsFile.text(file);
    return mayRoute && hasRoutes(file, text)
        ? routed(file, text)
        : MappedFormat.of(file, text, settings);
  }

  private String file(String nameOrFile, String named) {
    String file;
    try {
      file = SettingsFile.beside(named, nameOrFile);
    } catch (InvalidPathException e) {
      throw unknown(nameOrFile);
    }
    FileUris.problem(file)
        .ifPresent(
            problem -> {
              throw new InvalidOptionsException(List.of(problem));
            });
    if (!SettingsFile.mayBeThere(file)) {
      throw unknown(nameOrFile);
    }
    return file;
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

  private static boolean hasRoutes(String file, String text) {
    try {
      return YamlFile.read(file, text, new ArrayList<>()).has(ROUTES);
    } catch (InvalidOptionsException e) {
      // What is wrong with a mapping file is said by whoever reads it.
      return false;
    }
  }

  private MessageFormat routed(String file, String text) {
    List<String> problems = new ArrayList<>();
    YamlMap yaml = YamlFile.read(file, text, problems).only("description", ROUTES);
    List<RoutedFormat.Route> routes = new ArrayList<>();
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
          MessageFormat format = find(name, file, false);
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
