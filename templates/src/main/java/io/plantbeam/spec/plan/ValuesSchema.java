package io.plantbeam.spec.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.plantbeam.config.Durations;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterSpec.Condition;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.engine.EngineParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema (draft 2020-12) of the values of a template, those of the file and of the command
 * line together.
 *
 * <p>It accepts all values that make a launch. Of those that do not it refuses what a schema can
 * tell: names, types, patterns, ranges of numbers, and what is required.
 */
public final class ValuesSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLACEHOLDER = "#/$defs/placeholder";

  private final Template template;
  private final Parameters parameters;
  private final ObjectNode schema = JSON.createObjectNode();

  private ValuesSchema(Template template) {
    this.template = template;
    this.parameters = template.pipeline().parameters();
  }

  /** The schema as text, with a line feed at its end. */
  public static String of(Template template) {
    try {
      return JSON.writer(new Printer()).writeValueAsString(new ValuesSchema(template).build())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode build() {
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put(
        "$id", "urn:plantbeam:template:%s:%s".formatted(template.name(), template.version()));
    schema.put("title", "Values of the template %s".formatted(template.name()));
    schema.put("description", template.description());
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (ExposedParameter parameter : template.parameters()) {
      ParameterSpec spec = parameters.named(parameter.name()).orElseThrow();
      String value =
          parameter.defaultValue() == null ? spec.defaultValue() : parameter.defaultValue();
      properties.set(spec.name(), property(spec, value, parameter.required()));
    }
    for (ParameterSpec spec : EngineParameters.all()) {
      properties.set(spec.name(), property(spec, null, false));
    }
    addRequired();
    schema
        .putObject("$defs")
        .putObject("placeholder")
        .put("description", "A text with a variable of the environment: ${NAME} or ${NAME:default}")
        .put("type", "string")
        .put("pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\\}|\\$\\$");
    return schema;
  }

  private static ObjectNode property(ParameterSpec spec, String defaultValue, boolean required) {
    ObjectNode property = JSON.createObjectNode();
    property.put("description", (spec.help() + " " + spec.range()).strip());
    property.put("x-group", spec.group());
    property.put("x-type", spec.type().name());
    if (defaultValue != null) {
      property.set("default", value(spec.type(), defaultValue));
    }
    property.putArray("examples").add(value(spec.type(), spec.example()));
    ArrayNode anyOf = property.putArray("anyOf");
    if (spec.type() == ParameterType.LIST) {
      ObjectNode list = anyOf.addObject().put("type", "array").put("minItems", 1);
      list.set("items", JSON.createObjectNode().set("anyOf", forms(spec, spec.elements())));
      anyOf.addObject().put("type", "string").put("pattern", "^[^,]+(,[^,]+)*$");
    } else {
      anyOf.addAll(forms(spec, spec.type()));
    }
    anyOf.addObject().put("$ref", PLACEHOLDER);
    if (spec.defaultValue() == null && !required) {
      anyOf.addObject().put("const", "").put("description", "As if it were not given.");
    }
    return property;
  }

  private static JsonNode value(ParameterType type, String value) {
    return switch (type) {
      case INTEGER -> IntNode.valueOf(Integer.parseInt(value));
      case NUMBER -> DoubleNode.valueOf(Double.parseDouble(value));
      case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(value));
      default -> TextNode.valueOf(value);
    };
  }

  /** The forms that a value of a type can have; numbers and booleans also as text. */
  private static ArrayNode forms(ParameterSpec spec, ParameterType type) {
    ArrayNode forms = JSON.createArrayNode();
    switch (type) {
      case INTEGER -> {
        ObjectNode number = forms.addObject().put("type", "integer");
        number.put("minimum", spec.min() == null ? Integer.MIN_VALUE : Long.parseLong(spec.min()));
        number.put("maximum", spec.max() == null ? Integer.MAX_VALUE : Long.parseLong(spec.max()));
        text(forms, "^[+-]?[0-9]{1,18}$");
      }
      case NUMBER -> {
        ObjectNode number = forms.addObject().put("type", "number");
        if (spec.min() != null) {
          number.put("minimum", Double.parseDouble(spec.min()));
        }
        if (spec.max() != null) {
          number.put("maximum", Double.parseDouble(spec.max()));
        }
        text(forms, "^[+-]?[0-9.]+([eE][+-]?[0-9]+)?$");
      }
      case BOOLEAN -> {
        forms.addObject().put("type", "boolean");
        text(forms, "^(true|false)$");
      }
      case ENUM -> spec.choices().forEach(forms.addObject().putArray("enum")::add);
      case DURATION -> text(forms, Durations.PATTERN);
      case KAFKA_TOPIC -> textOrNumber(forms, "^[a-zA-Z0-9._-]{1,249}$");
      case URL -> text(forms, "^https?://[^/@]+");
      case REGEX -> forms.addObject().put("type", "string").put("format", "regex");
      case SECRET -> text(forms, "^secret:(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$");
      case TEXT ->
          textOrNumber(forms, spec.pattern() == null ? "\\S" : "^(%s)$".formatted(spec.pattern()));
      case PATH, ENGINE_PATH -> textOrNumber(forms, "\\S");
      case LIST -> throw new IllegalArgumentException(spec.name() + " is a list of lists");
    }
    return forms;
  }

  private static void text(ArrayNode forms, String pattern) {
    forms.addObject().put("type", "string").put("pattern", pattern);
  }

  /** YAML reads a topic such as 7 as a number; here every scalar is a text. */
  private static void textOrNumber(ArrayNode forms, String pattern) {
    text(forms, pattern);
    forms.addObject().put("type", "number");
  }

  private void addRequired() {
    List<String> required = new ArrayList<>();
    ArrayNode conditions = JSON.createArrayNode();
    for (ExposedParameter parameter : template.parameters()) {
      ParameterSpec spec = parameters.named(parameter.name()).orElseThrow();
      if (parameter.required()) {
        required.add(spec.name());
      } else if (valueWithoutTheUser(spec.name()).isEmpty()) {
        for (Condition condition : spec.requiredWhen()) {
          addCondition(spec.name(), condition, required, conditions);
        }
      }
    }
    ArrayNode names = schema.putArray("required");
    required.stream().distinct().forEach(names::add);
    if (!conditions.isEmpty()) {
      schema.set("allOf", conditions);
    }
  }

  private void addCondition(
      String name, Condition condition, List<String> required, ArrayNode conditions) {
    String trigger = condition.parameter();
    Optional<ExposedParameter> exposed = template.parameter(trigger);
    Optional<String> value = valueWithoutTheUser(trigger);
    boolean always =
        value.isPresent()
            && (condition.value() == null || condition.value().equals(value.get()))
            && exposed.isEmpty();
    if (always
        || (condition.value() == null && exposed.map(ExposedParameter::required).orElse(false))) {
      required.add(name);
    } else if (exposed.isPresent()) {
      // Of a text that is given: an empty one, and one that is not a text yet, decide nothing.
      ObjectNode rule = conditions.addObject();
      ObjectNode when = rule.putObject("if");
      when.putArray("required").add(trigger);
      ObjectNode property = when.putObject("properties").putObject(trigger);
      if (condition.value() == null) {
        property.putObject("not").put("const", "");
      } else {
        property.put("const", condition.value());
      }
      rule.putObject("then").putArray("required").add(name);
    }
  }

  /** What a parameter is where the user does not give it. */
  private Optional<String> valueWithoutTheUser(String name) {
    if (template.fixed().containsKey(name)) {
      return Optional.of(template.fixed().get(name));
    }
    return template
        .parameter(name)
        .map(ExposedParameter::defaultValue)
        .or(() -> parameters.named(name).map(ParameterSpec::defaultValue));
  }

  /** Two spaces a level, and none before a colon. */
  private static final class Printer extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1;

    Printer() {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      indentArraysWith(indenter);
      indentObjectsWith(indenter);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Printer();
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }
  }
}
