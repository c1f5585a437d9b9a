package io.plantbeam.format.mapped;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.YamlFile;
import io.plantbeam.config.YamlMap;
import io.plantbeam.format.schema.SchemaRegistrySettings;
import io.plantbeam.parse.EventTimeRules;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a mapping file, which is what goes to workers. Each of them reads it anew, because
 * what comes of it keeps what messages repeat.
 *
 * @param source names the file in sentences
 * @param extended the text of the preset that it extends; null where it extends none
 * @param registry that has the schemas of its documents, with what its secrets were at launch; null
 *     where they have none
 */
record MappingFile(String source, String text, String extended, SchemaRegistrySettings registry)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Reads a file and checks it.
   *
   * @throws InvalidOptionsException with a sentence for each thing that is wrong
   */
  static MappingFile load(Path file) {
    try {
      return of(file.toString(), utf8(file));
    } catch (NoSuchFileException e) {
      throw unusable("%s cannot be read: there is no such file".formatted(file));
    } catch (IOException e) {
      throw unusable("%s cannot be read: %s".formatted(file, e));
    }
  }

  private static String utf8(Path file) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw unusable("%s is not UTF-8 text".formatted(file));
    }
  }

  /** The file of a text, checked as {@link #load} does. */
  static MappingFile of(String source, String text) {
    List<String> problems = new ArrayList<>();
    YamlMap yaml = YamlFile.read(source, text, problems).only(MappingReader.KEYS);
    String base = yaml.optionalText("extends");
    if (base != null && !Presets.has(base)) {
      yaml.problem("extends", "is '%s'; allowed are %s".formatted(base, Presets.words()));
      base = null;
    }
    MappingFile file =
        new MappingFile(
            source, text, base == null ? null : Presets.text(base), RegistrySection.read(yaml));
    MappingReader reader = file.reader(EventTimeRules.CONTRACT, problems);
    reader.read();
    reader.csv();
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return file;
  }

  private static InvalidOptionsException unusable(String sentence) {
    return new InvalidOptionsException(List.of(sentence));
  }

  /** A reader of the sections. */
  MappingReader reader(EventTimeRules rules) {
    return reader(rules, new ArrayList<>());
  }

  private MappingReader reader(EventTimeRules rules, List<String> problems) {
    YamlMap yaml = YamlFile.read(source, text, problems);
    YamlMap base = extended == null ? null : YamlFile.read("the preset", extended, problems);
    return new MappingReader(yaml, base, registry, rules);
  }
}
