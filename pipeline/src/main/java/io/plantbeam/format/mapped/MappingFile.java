package io.plantbeam.format.mapped;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.YamlFile;
import io.plantbeam.config.YamlMap;
import io.plantbeam.format.schema.SchemaRegistrySettings;
import io.plantbeam.parse.EventTimeRules;
import java.io.Serializable;
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
   * The file of a text, checked.
   *
   * @throws InvalidOptionsException with a sentence for each thing that is wrong
   */
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
