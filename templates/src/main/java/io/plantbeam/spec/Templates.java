package io.plantbeam.spec;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds templates: the shipped ones by name, others by path or URI. */
public final class Templates {
  /** Their names, in the order in which they are listed. */
  public static final List<String> SHIPPED =
      List.of(
          "kafka-to-lake-and-alerts",
          "backfill-files-to-lake",
          "alerts-only",
          "replay-dead-letters");

  private Templates() {}

  /** All shipped templates. */
  public static List<Template> shipped() {
    return SHIPPED.stream().map(Templates::shippedNamed).toList();
  }

  /**
   * The template of this name.
   *
   * @param name of a shipped template; with a slash, a dot or a colon in it, a path or URI
   * @throws InvalidOptionsException with a sentence for each thing that is wrong
   */
  public static Template named(String name) {
    if (SHIPPED.contains(name)) {
      return shippedNamed(name);
    }
    if (name.matches(".*[/\\\\.:].*")) {
      return TemplateReader.read(name, Documents.read(name));
    }
    List<String> closest = Suggestions.closest(name, SHIPPED);
    throw new InvalidOptionsException(
        List.of(
            "There is no template '%s'%s"
                .formatted(
                    name,
                    closest.isEmpty()
                        ? "; there are %s, and a file is named by its path, such as ./%s.yaml"
                            .formatted(Words.all(SHIPPED), name)
                        : Suggestions.question("", closest))));
  }

  private static Template shippedNamed(String name) {
    String file = name + ".yaml";
    try (InputStream in = Templates.class.getResourceAsStream(file)) {
      return TemplateReader.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
