package io.plantbeam.spec;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.Suggestions;
import io.plantbeam.config.Words;
import io.plantbeam.config.YamlFile;
import io.plantbeam.config.YamlMap;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.options.Parameters;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.telemetry.PipelineKinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a template from its YAML, and checks all of it.
 *
 * <p>A template is data: its values are taken as they are written, without placeholders. It may not
 * give values to paths and secrets, so that one from someone else reads no file of the user's;
 * those are the user's alone to give.
 */
final class TemplateReader {
  private static final String NAME = "[a-z][a-z0-9-]{0,62}";
  private static final String VERSION = "[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}";
  private static final String MEMORY = "[1-9][0-9]{0,6}[mg]";

  private final List<String> problems = new ArrayList<>();
  private Parameters parameters;

  private TemplateReader() {}

  /**
   * Reads a template.
   *
   * @param source names it in problems
   * @throws InvalidOptionsException with a sentence for each thing that is wrong
   */
  static Template read(String source, String yaml) {
    TemplateReader reader = new TemplateReader();
    Template template = reader.template(YamlFile.read(source, yaml, reader.problems));
    if (!reader.problems.isEmpty()) {
      throw new InvalidOptionsException(reader.problems);
    }
    return template;
  }

  private Template template(YamlMap yaml) {
    yaml.only(
        "name",
        "version",
        "description",
        "pipeline",
        "guarantees",
        "fixed",
        "parameters",
        "engines",
        "resources");
    PipelineKind pipeline = pipeline(yaml);
    parameters = pipeline.parameters();
    Map<String, String> fixed = fixed(yaml.map("fixed"));
    return new Template(
        matching(yaml, "name", NAME, "lower-case words joined by hyphens"),
        matching(yaml, "version", VERSION, "three numbers such as 1.0.0"),
        yaml.text("description"),
        pipeline,
        guarantees(yaml),
        fixed,
        exposed(yaml, fixed),
        engines(yaml.map("engines")),
        resources(yaml));
  }

  /** The one that is named; the first where none is, or one that does not exist. */
  private static PipelineKind pipeline(YamlMap yaml) {
    String name =
        matching(
            yaml,
            "pipeline",
            String.join("|", PipelineKinds.names()),
            Words.either(PipelineKinds.names()));
    return PipelineKinds.named(name == null ? "" : name).orElse(PipelineKinds.ALL.get(0));
  }

  private static String matching(YamlMap yaml, String key, String pattern, String allowed) {
    String text = yaml.text(key);
    if (text != null && !text.matches(pattern)) {
      yaml.problem(key, "is '%s'; allowed is %s".formatted(text, allowed));
    }
    return text;
  }

  private static Guarantees guarantees(YamlMap yaml) {
    YamlMap map = yaml.map("guarantees").only("delivery", "latency", "ordering");
    return new Guarantees(map.text("delivery"), map.text("latency"), map.text("ordering"));
  }

  private Map<String, String> fixed(YamlMap yaml) {
    Map<String, String> fixed = new LinkedHashMap<>();
    yaml.texts()
        .forEach(
            (name, value) -> {
              Optional<ParameterSpec> spec = exposable(yaml, name, name);
              if (spec.isPresent() && isValueOf(yaml, name, spec.get(), value)) {
                fixed.put(name, value);
              }
            });
    return fixed;
  }

  private List<ExposedParameter> exposed(YamlMap yaml, Map<String, String> fixed) {
    List<ExposedParameter> exposed = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (YamlMap entry : yaml.maps("parameters")) {
      entry.only("name", "required", "default");
      String name = entry.text("name");
      Optional<ParameterSpec> spec =
          name == null ? Optional.empty() : exposable(entry, "name", name);
      if (spec.isEmpty()) {
        continue;
      }
      if (fixed.containsKey(name)) {
        entry.sentence("name", "'%s' is fixed, so it cannot be a parameter".formatted(name));
      }
      if (names.contains(name)) {
        entry.sentence("name", "'%s' is there twice".formatted(name));
      }
      names.add(name);
      String value = entry.optionalText("default");
      if (value != null) {
        isValueOf(entry, "default", spec.get(), value);
      }
      boolean required = isRequired(entry);
      if (required && value != null) {
        entry.sentence("default", "'%s' is required, so it cannot have a default".formatted(name));
      }
      exposed.add(new ExposedParameter(name, required || spec.get().required(), value));
    }
    for (ParameterSpec spec : parameters.all()) {
      if (spec.required() && !names.contains(spec.name())) {
        yaml.sentence(
            "parameters", "'%s' is not a parameter, but every job needs it".formatted(spec.name()));
      }
    }
    return exposed;
  }

  private static boolean isRequired(YamlMap entry) {
    String required = entry.has("required") ? entry.text("required") : "false";
    if (required != null && !required.equals("true") && !required.equals("false")) {
      entry.problem("required", "is '%s'; allowed are true and false".formatted(required));
    }
    return "true".equals(required);
  }

  private static Map<String, Map<String, String>> engines(YamlMap yaml) {
    yaml.only(Runners.ALL.toArray(String[]::new));
    Map<String, Map<String, String>> engines = new LinkedHashMap<>();
    for (String runner : Runners.ALL.stream().filter(yaml::has).toList()) {
      Map<String, String> options = new LinkedHashMap<>();
      YamlMap map = yaml.map(runner);
      map.texts()
          .forEach(
              (name, value) -> {
                Optional<ParameterSpec> spec =
                    known(map, name, name, EngineParameters.of(runner), "option of " + runner);
                if (spec.isPresent() && isValueOf(map, name, spec.get(), value)) {
                  options.put(name, value);
                }
              });
      engines.put(runner, options);
    }
    return engines;
  }

  private static Resources resources(YamlMap yaml) {
    YamlMap map =
        yaml.map("resources")
            .only(
                "parallelism",
                "workers",
                "workerMemory",
                "workerCpu",
                "managerMemory",
                "managerCpu");
    return new Resources(
        (int) number(map, "parallelism", "[1-9][0-9]{0,3}", "a whole number from 1 to 9999"),
        (int) number(map, "workers", "[1-9][0-9]{0,3}", "a whole number from 1 to 9999"),
        matching(map, "workerMemory", MEMORY, "one such as 2g or 512m"),
        cpu(map, "workerCpu"),
        matching(map, "managerMemory", MEMORY, "one such as 2g or 512m"),
        cpu(map, "managerCpu"));
  }

  private static double cpu(YamlMap map, String key) {
    return number(
        map, key, "(?!0*\\.?0*$)[0-9]{1,3}(\\.[0-9]{1,3})?", "a number of cores such as 1 or 0.5");
  }

  private static double number(YamlMap map, String key, String pattern, String allowed) {
    String text = matching(map, key, pattern, allowed);
    return text != null && text.matches(pattern) ? Double.parseDouble(text) : 0;
  }

  private Optional<ParameterSpec> exposable(YamlMap yaml, String key, String name) {
    return known(
        yaml,
        key,
        name,
        parameters.all().stream().filter(ParameterSpec::inTemplates).toList(),
        "option of plantbeam run");
  }

  private static Optional<ParameterSpec> known(
      YamlMap yaml, String key, String name, Collection<ParameterSpec> specs, String what) {
    Optional<ParameterSpec> spec =
        specs.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    if (spec.isEmpty()) {
      List<String> names = specs.stream().map(ParameterSpec::name).toList();
      List<String> closest = Suggestions.closest(name, names);
      yaml.sentence(
          key,
          "'%s' is not an %s%s"
              .formatted(
                  name,
                  what,
                  closest.isEmpty() && !what.endsWith("run")
                      ? "; allowed are " + Words.all(names)
                      : Suggestions.question("", closest)));
    }
    return spec;
  }

  private static boolean isValueOf(YamlMap yaml, String key, ParameterSpec spec, String value) {
    boolean users =
        spec.type().isPath() || spec.type() == ParameterType.SECRET || !spec.inTemplates();
    if (users) {
      yaml.sentence(
          key,
          "'%s' has a value, which the user alone may give: a template names no paths, no secrets and no clusters"
              .formatted(spec.name()));
      return false;
    }
    Optional<String> problem = spec.problemWith(value);
    problem.ifPresent(
        rule -> yaml.sentence(key, "%s=%s: %s".formatted(spec.name(), spec.display(value), rule)));
    return problem.isEmpty();
  }
}
