package io.plantbeam.format.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.parse.MessageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The published schema of mapping files says what their reader does. */
class MappingSchemaTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode schemaNode() throws IOException {
    return JSON.readTree(DOCS.resolve("mapping.schema.json").toFile());
  }

  private static Set<ValidationMessage> judge(String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaNode());
    return schema.validate(JSON.valueToTree(new Yaml().load(yaml)));
  }

  static List<String> presets() {
    return Presets.NAMES;
  }

  @ParameterizedTest
  @MethodSource("presets")
  void takesEachPreset(String name) throws IOException {
    assertEquals(Set.of(), judge(Presets.text(name)));
  }

  /** The examples of the page on formats that are whole mappings. */
  static List<String> examples() throws IOException {
    String page = Files.readString(DOCS.resolve("message-formats.md"));
    Matcher blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    List<String> examples = new ArrayList<>();
    while (blocks.find()) {
      examples.add(blocks.group(1));
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void takesTheExamplesOfTheDocsAsTheReaderDoes(String yaml) throws IOException {
    assertEquals(Set.of(), judge(yaml));
    if (!yaml.contains("formats:")) {
      MappedFormat.of(
          "example",
          yaml.replace(", config: registry.properties", ""),
          MessageSettings.of(SensorTypesFile.defaults().sensorTypes()));
    }
  }

  @Test
  void hasTheKeysOfTheReader() throws IOException {
    Set<String> keys = new TreeSet<>();
    schemaNode().at("/$defs/mapping/properties").fieldNames().forEachRemaining(keys::add);
    assertEquals(new TreeSet<>(MappingReader.KEYS), keys);
    Set<String> sources = new TreeSet<>();
    schemaNode().at("/$defs/source/properties").fieldNames().forEachRemaining(sources::add);
    assertEquals(new TreeSet<>(TextSection.KEYS), sources);
  }

  @Test
  void refusesWhatTheReaderRefuses() throws IOException {
    for (String yaml :
        List.of(
            "sensor: /s\n",
            "sensor: s\ntime: /t\nvalue: /v\n",
            "sensor: /s\ntime: /t\nvalue: /v\nfoo: 1\n",
            "sensor: {pointer: /s, colour: 1}\ntime: /t\nvalue: /v\n",
            "sensor: /s\ntime: {pointer: /t, unit: h}\nvalue: /v\n")) {
      assertFalse(judge(yaml).isEmpty(), yaml);
    }
  }
}
