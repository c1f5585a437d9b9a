package io.plantbeam.launch.template;

import io.plantbeam.config.Words;
import io.plantbeam.launch.TextLines;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterSpec.Condition;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.engine.Runners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A template as people read it. */
final class Description {
  private final Template template;
  private final StringBuilder out = new StringBuilder();

  private Description(Template template) {
    this.template = template;
  }

  /** The whole description. */
  static String of(Template template) {
    Description description = new Description(template);
    description.append();
    return description.out.toString();
  }

  private void append() {
    out.append("%s %s%n".formatted(template.name(), template.version()));
    out.append(TextLines.wrapped(template.description(), 2));
    out.append("\nGuarantees\n");
    appendText("delivery", template.guarantees().delivery());
    appendText("latency", template.guarantees().latency());
    appendText("ordering", template.guarantees().ordering());
    if (!template.fixed().isEmpty()) {
      out.append("\nFixed\n");
      template.fixed().forEach((name, value) -> out.append("  %s=%s%n".formatted(name, value)));
    }
    groups().forEach(this::appendGroup);
    for (String runner : Runners.ALL) {
      appendGroup(
          "With --runner=" + runner,
          EngineParameters.of(runner).stream()
              .map(spec -> line(spec, template.engine(runner).get(spec.name()), false))
              .toList());
    }
    out.append("\nLaunch it:\n  plantbeam templates launch ").append(template.name());
    template.parameters().stream()
        .filter(ExposedParameter::required)
        .map(parameter -> template.pipeline().parameters().named(parameter.name()).orElseThrow())
        .forEach(
            spec -> out.append(" \\\n    --set %s='%s'".formatted(spec.name(), spec.example())));
    out.append('\n');
  }

  private void appendText(String name, String text) {
    out.append("  ").append(name).append('\n').append(TextLines.wrapped(text, 8));
  }

  private Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (ExposedParameter parameter : template.parameters()) {
      ParameterSpec spec = template.pipeline().parameters().named(parameter.name()).orElseThrow();
      groups
          .computeIfAbsent(spec.group(), group -> new ArrayList<>())
          .add(
              line(
                  spec,
                  parameter.defaultValue() == null ? spec.defaultValue() : parameter.defaultValue(),
                  parameter.required()));
    }
    EngineParameters.any()
        .forEach(
            spec ->
                groups
                    .computeIfAbsent(spec.group(), group -> new ArrayList<>())
                    .add(line(spec, template.name(), false)));
    return groups;
  }

  private void appendGroup(String name, List<String> lines) {
    out.append('\n').append(name).append('\n');
    lines.forEach(out::append);
  }

  private String line(ParameterSpec spec, String defaultValue, boolean required) {
    String head =
        "  %s=%s%s%s%n"
            .formatted(
                spec.name(),
                spec.placeholder(),
                defaultValue == null ? "" : "  [" + defaultValue + "]",
                required ? "  required" : "");
    return head
        + TextLines.wrapped(spec.help() + " " + spec.range() + conditions(spec, required), 8)
        + TextLines.wrapped("Example: " + spec.example(), 8);
  }

  /** What makes a parameter required, of that which the user of this template can give. */
  private String conditions(ParameterSpec spec, boolean required) {
    List<Condition> conditions =
        spec.requiredWhen().stream()
            .filter(condition -> template.parameter(condition.parameter()).isPresent())
            .toList();
    return required || conditions.isEmpty()
        ? ""
        : " Required with %s.".formatted(Words.either(conditions));
  }
}
