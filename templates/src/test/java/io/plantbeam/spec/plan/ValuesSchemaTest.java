package io.plantbeam.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.TemplateTexts;
import io.plantbeam.spec.Templates;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.engine.Runners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema takes what makes a launch, and refuses what it can tell. */
class ValuesSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REQUIRED =
      "\"bootstrapServers\":\"a:1\",\"inputTopics\":\"t\",\"output\":\"/o\"";

  static List<Template> shipped() {
    return Templates.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theSchemaIsOneOfDraft202012(Template template) throws JsonProcessingException {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(Set.of(), meta.validate(JSON.readTree(ValuesSchema.of(template))));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void examplesAndDefaultsAreValidOneByOne(Template template) throws JsonProcessingException {
    JsonNode json = JSON.readTree(ValuesSchema.of(template));
    ObjectNode examples = JSON.createObjectNode();
    ObjectNode defaults = JSON.createObjectNode();
    json.path("properties")
        .fields()
        .forEachRemaining(
            property -> {
              JsonNode example = property.getValue().path("examples").path(0);
              examples.set(property.getKey(), example);
              defaults.set(property.getKey(), property.getValue().path("default"));
            });
    defaults
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (defaults.path(name).isMissingNode()) {
                defaults.set(name, examples.path(name));
              }
            });
    assertEquals(Set.of(), schema(template).validate(examples));
    assertEquals(Set.of(), schema(template).validate(defaults));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void propertiesAreTheParametersWithTheirDefaults(Template template)
      throws JsonProcessingException {
    JsonNode properties = JSON.readTree(ValuesSchema.of(template)).path("properties");
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    List<String> expected =
        new ArrayList<>(template.parameters().stream().map(ExposedParameter::name).toList());
    EngineParameters.all().forEach(spec -> expected.add(spec.name()));
    assertEquals(expected, names);
    for (ExposedParameter parameter : template.parameters()) {
      ParameterSpec spec = template.pipeline().parameters().named(parameter.name()).orElseThrow();
      JsonNode property = properties.path(parameter.name());
      String value =
          parameter.defaultValue() == null ? spec.defaultValue() : parameter.defaultValue();
      assertEquals(value, property.has("default") ? property.path("default").asText() : null);
      assertEquals(spec.type().name(), property.path("x-type").asText());
    }
  }

  /** Whether the schema and the planner take these values; both ways where the schema can tell. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"windowSize\":\"10m\" | true",
        "\"windowSize\":\"PT10M\" | true",
        "\"windowSize\":\"${SIZE:10m}\" | true",
        "\"windowSize\":\"10\" | false",
        "\"windowSize\":10 | false",
        "\"windowSize\":\"\" | false",
        "\"lakeShards\":4 | true",
        "\"lakeShards\":\"4\" | true",
        "\"lakeShards\":0 | false",
        "\"lakeShards\":\"many\" | false",
        "\"lake\":true | false",
        "\"widnowSize\":\"10m\" | false",
        "\"judge\":\"arrival\" | true",
        "\"judge\":\"twice\" | false",
        "\"alertsTopic\":\"\" | true",
        "\"alertsTopic\":7 | true",
        "\"alertsTopic\":\"a b\" | false",
        "\"elasticsearchUrls\":[\"http://a:1\",\"http://b:1\"] | true",
        "\"elasticsearchUrls\":\"http://a:1,http://b:1\" | true",
        "\"elasticsearchUrls\":[\"a:1\"] | false",
        "\"elasticsearchConfig\":\"/e\" | false",
        "\"elasticsearchConfig\":\"/e\",\"elasticsearchUrls\":\"http://a:1\" | true",
        "\"elasticsearchConfig\":\"\" | true",
        "\"checkpointDir\":\"/c\" | true",
        "\"parallelism\":0 | false",
        "\"jobName\":\"line 7\" | true",
        "\"jobName\":\"-\" | false",
      })
  void schemaAndPlannerAgree(String value, boolean valid) throws IOException {
    String json = "{%s,%s}".formatted(REQUIRED, value);
    Set<ValidationMessage> messages =
        schema(TemplateTexts.template()).validate(JSON.readTree(json));
    assertEquals(valid, messages.isEmpty(), messages::toString);
    // JSON is YAML.
    Path file = Files.createTempFile("values", ".yaml");
    try {
      Files.writeString(file, json);
      var problems =
          LaunchPlanner.plan(
                  TemplateTexts.template(),
                  Runners.DIRECT,
                  Values.of(
                      TemplateTexts.template().pipeline().parameters(),
                      file.toString(),
                      List.of(),
                      Map.<String, String>of()::get))
              .problems();
      assertEquals(valid, problems.isEmpty(), problems::toString);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void whatIsRequiredIsRequiredBySchemaToo() throws JsonProcessingException {
    assertNotEquals(
        Set.of(), schema(TemplateTexts.template()).validate(JSON.readTree("{\"output\":\"/o\"}")));
  }

  private static JsonSchema schema(Template template) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ValuesSchema.of(template));
  }
}
