package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.ExitCode;
import io.plantbeam.launch.OptionsHelp;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.spec.ExposedParameter;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import io.plantbeam.spec.engine.EngineParameters;
import io.plantbeam.spec.plan.ValuesSchema;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the docs say of templates and their parameters is what the code has. */
class TemplatesDocumentationTest {
  private static final Path PAGE = GeneratedDocs.page("templates.md");

  static List<Template> shipped() {
    return Templates.shipped();
  }

  @Test
  void templatesAreThoseThatAreShipped() throws IOException {
    GeneratedDocs.assertBlock(
        PAGE,
        "templates",
        "| template | |\n| --- | --- |\n"
            + shipped().stream()
                .map(t -> "| `%s` | %s |\n".formatted(t.name(), t.description()))
                .collect(Collectors.joining()));
  }

  @Test
  void parametersAreThoseOfTheOptions() throws IOException {
    GeneratedDocs.assertBlock(PAGE, "parameters", table(exposable()));
  }

  @Test
  void engineParametersAreThoseOfTheRunners() throws IOException {
    GeneratedDocs.assertBlock(PAGE, "engine-parameters", table(EngineParameters.all()));
  }

  @Test
  void eachTemplateHasTheParametersOfTheTable() throws IOException {
    StringBuilder table = new StringBuilder("| parameter |");
    shipped().forEach(template -> table.append(" %s |".formatted(template.name())));
    table.append("\n| --- |").append(" --- |".repeat(shipped().size())).append('\n');
    for (ParameterSpec spec : exposable()) {
      table.append("| `%s` |".formatted(spec.name()));
      shipped().forEach(template -> table.append(" %s |".formatted(cell(template, spec))));
      table.append('\n');
    }
    GeneratedDocs.assertBlock(PAGE, "parameters-of-templates", table.toString());
  }

  private static String cell(Template template, ParameterSpec spec) {
    if (template.fixed().containsKey(spec.name())) {
      return "`=%s`".formatted(template.fixed().get(spec.name()));
    }
    Optional<ExposedParameter> parameter = template.parameter(spec.name());
    if (parameter.isEmpty()) {
      return "";
    }
    String value = parameter.get().defaultValue();
    return parameter.get().required()
        ? "**required**"
        : value == null ? "✓" : "`%s`".formatted(value);
  }

  private static List<ParameterSpec> exposable() {
    return PipelineKinds.ALL.stream()
        .flatMap(kind -> kind.parameters().all().stream())
        .distinct()
        .filter(ParameterSpec::inTemplates)
        .toList();
  }

  private static String table(List<ParameterSpec> specs) {
    return "| parameter | group | type | default | example | |\n| --- | --- | --- | --- | --- | --- |\n"
        + specs.stream()
            .map(
                spec ->
                    "| `%s` | %s | %s | %s | `%s` | %s |\n"
                        .formatted(
                            spec.name(),
                            spec.group(),
                            type(spec),
                            spec.defaultValue() == null ? "" : spec.defaultValue(),
                            spec.example(),
                            OptionsHelp.help(spec)))
            .collect(Collectors.joining());
  }

  private static String type(ParameterSpec spec) {
    return switch (spec.type()) {
      case ENUM -> String.join(", ", spec.choices());
      case LIST -> "list of " + label(spec.elements());
      default -> label(spec.type());
    };
  }

  private static String label(ParameterType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** With {@code -Dplantbeam.docs.write=true} they are written. */
  @ParameterizedTest
  @MethodSource("shipped")
  void publishedSchemaIsThatOfTheTemplate(Template template) throws IOException {
    Path file = GeneratedDocs.page("templates").resolve(template.name() + ".schema.json");
    String schema = ValuesSchema.of(template);
    if (Boolean.getBoolean("plantbeam.docs.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, schema);
    }
    assertEquals(schema, Files.readString(file));
    assertEquals(schema, TemplatesRun.of("schema", template.name()).output());
  }

  @Test
  void noSchemaIsLeftOfATemplateThatIsGone() throws IOException {
    try (var files = Files.list(GeneratedDocs.page("templates"))) {
      assertEquals(
          shipped().stream().map(template -> template.name() + ".schema.json").sorted().toList(),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void descriptionHasEveryParameterWithItsDefaultAndExample(Template template) {
    TemplatesRun run = TemplatesRun.of("describe", template.name());
    assertEquals(ExitCode.OK, run.exitCode());
    for (ExposedParameter parameter : template.parameters()) {
      ParameterSpec spec = template.pipeline().parameters().named(parameter.name()).orElseThrow();
      String value =
          parameter.defaultValue() == null ? spec.defaultValue() : parameter.defaultValue();
      String head =
          "  %s=%s%s%s\n"
              .formatted(
                  spec.name(),
                  spec.placeholder(),
                  value == null ? "" : "  [" + value + "]",
                  parameter.required() ? "  required" : "");
      assertTrue(run.output().contains(head), () -> head + " is not in " + run.output());
      assertTrue(run.output().contains("Example: " + spec.example()), run::output);
    }
    template
        .fixed()
        .forEach((name, value) -> assertTrue(run.output().contains(name + "=" + value)));
  }

  @Test
  void listHasEveryTemplate() {
    TemplatesRun run = TemplatesRun.of("list");
    assertEquals(ExitCode.OK, run.exitCode());
    for (Template template : shipped()) {
      assertTrue(run.output().contains(template.name() + " " + template.version()));
    }
  }

  @Test
  void problemsOfThePageAreWhatValidateSays() throws IOException {
    Matcher block =
        Pattern.compile(
                "\\$ \\./plantbeam templates (validate [^\n]*)\n(--.*?)\n```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertTrue(block.find());
    String[] words =
        Arrays.stream(block.group(1).split(" (?=--)"))
            .flatMap(part -> Arrays.stream(part.split(" ", 2)))
            .map(word -> word.replace("'", ""))
            .toArray(String[]::new);
    TemplatesRun run = TemplatesRun.of(words);
    assertEquals(ExitCode.INVALID_OPTIONS, run.exitCode());
    assertEquals(block.group(2).lines().toList(), run.errors());
  }

  @Test
  void templateOfThePageCanBeValidated(@TempDir Path folder) throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(name: line-7.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertTrue(block.find());
    Path file = Files.writeString(folder.resolve("line-7.yaml"), block.group(1));
    TemplatesRun run =
        TemplatesRun.of(
            "validate",
            file.toString(),
            "--runner=flink",
            "--set=bootstrapServers=b:1",
            "--set=output=" + folder.resolve("out"));
    assertEquals(List.of(), run.errors());
    assertEquals(
        "line-7-alerts 1.0.0 with these values makes a job on FlinkRunner.\n", run.output());
  }
}
