package io.plantbeam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.AnalyticsFile;
import io.plantbeam.config.DetectorSection;
import io.plantbeam.config.Durations;
import io.plantbeam.config.SensorTypesFile;
import io.plantbeam.config.Words;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorParameter;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.window.ZScoreDetector;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.lake.LakeRow;
import io.plantbeam.launch.OptionsHelp;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.Figures;
import io.plantbeam.model.Incident;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.parse.ValidRange;
import io.plantbeam.rollup.RollUps;
import io.plantbeam.telemetry.PipelineKinds;
import io.plantbeam.testing.GeneratedDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables in the docs are those that the code has. Run with {@code -Dplantbeam.docs.write=true}
 * to rewrite them.
 */
class DocumentationTest {
  private static final Set<Contribution.Role> ABSENCES =
      Set.of(
          Contribution.Role.PASSED,
          Contribution.Role.IN_AND_ASIDE,
          Contribution.Role.PART,
          Contribution.Role.ASIDE,
          Contribution.Role.DOUBTED,
          Contribution.Role.MISSED,
          Contribution.Role.LEFT);

  @Test
  void fieldTablesAreThoseOfTheOutputSchemas() throws IOException {
    Path page = GeneratedDocs.page("data-contracts.md");
    for (OutputSchema<?> schema :
        List.of(
            LakeRow.SCHEMA,
            WindowStats.SCHEMA,
            Anomaly.SCHEMA,
            ReadingScore.SCHEMA,
            Alert.SCHEMA,
            Incident.SCHEMA,
            DeadLetter.SCHEMA)) {
      GeneratedDocs.assertBlock(page, schema.name(), fieldTable(schema));
    }
  }

  @Test
  void fieldTablesOfRollUpsAreThoseOfTheirSchemas() throws IOException {
    Path page = GeneratedDocs.page("analytics.md");
    for (RollUps.Rows<?> rows : RollUps.ALL) {
      GeneratedDocs.assertBlock(page, rows.schema().name(), fieldTable(rows.schema()));
    }
  }

  @Test
  void fieldTablesOfAnalyticsAreThoseOfTheOutputSchemas() throws IOException {
    Path page = GeneratedDocs.page("analytics.md");
    for (OutputSchema<?> schema : List.of(EventFrame.SCHEMA, EquipmentStatus.SCHEMA)) {
      GeneratedDocs.assertBlock(page, schema.name(), fieldTable(schema));
    }
  }

  @Test
  void exampleOfAnAnalyticsFileCanBeLoaded(@TempDir Path folder) throws IOException {
    String page = Files.readString(GeneratedDocs.page("analytics.md"));
    Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(block.find());
    Path file = Files.writeString(folder.resolve("analytics.yaml"), block.group(1));
    AnalyticsFile.load(file.toString());
  }

  @Test
  void detectorsTableIsThatOfTheList() throws IOException {
    String table =
        "| detector | judges | score | alerts from | parameters and their defaults |\n"
            + "| --- | --- | --- | --- | --- |\n"
            + Detectors.ALL.stream()
                .map(
                    type ->
                        "| `%s`%s | %s | %s | %s | %s |\n"
                            .formatted(
                                type.name(),
                                type.runsUnnamed() ? "" : ", where named",
                                type.subject().label(),
                                type.scoreScale().label(),
                                type.alertPolicy().setting(),
                                DetectorParameter.of(type.defaults()).stream()
                                    .map(DocumentationTest::parameter)
                                    .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    GeneratedDocs.assertBlock(GeneratedDocs.page("data-contracts.md"), "detectors", table);
  }

  @Test
  void everyWayInWhichAReadingCanBeAbsentIsInTheTableOfThem() throws IOException {
    String page = Files.readString(GeneratedDocs.page("how-it-works.md"));
    String table =
        page.substring(page.indexOf("<!-- absences -->"), page.indexOf("<!-- end absences -->"));
    Set<String> told =
        Pattern.compile("\\| `(\\w+)` \\|$", Pattern.MULTILINE)
            .matcher(table)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> counted = new TreeSet<>();
    for (PipelineKind kind : PipelineKinds.ALL) {
      Stream.concat(
              kind.contributions().stream(),
              kind.connectors().stream().flatMap(connector -> connector.contributions().stream()))
          .filter(contribution -> ABSENCES.contains(contribution.role()))
          .map(Contribution::field)
          .forEach(counted::add);
    }
    assertEquals(counted, told);
    String summary = Files.readString(GeneratedDocs.page("data-contracts.md"));
    for (String field : counted) {
      assertTrue(
          summary.substring(summary.indexOf("## The summary")).contains("`" + field + "`"), field);
    }
  }

  @Test
  void pageOnDetectorsHasARowForEachInTheOrderOfTheList() throws IOException {
    String table = Files.readString(GeneratedDocs.page("detectors.md")).split("\n\n", -1)[2];
    assertEquals(
        Detectors.ALL.stream().map(DetectorType::name).toList(),
        Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
            .matcher(table)
            .results()
            .map(row -> row.group(1))
            .toList());
  }

  private static String parameter(DetectorParameter parameter) {
    Object value = parameter.defaultValue();
    String text =
        value == null
            ? "never"
            : value instanceof Double figure
                ? Figures.format(figure)
                : value instanceof Duration duration
                    ? Durations.format(duration)
                    : value.toString();
    return "`%s` %s".formatted(parameter.name(), text);
  }

  @Test
  void optionsTableIsThatOfTheHelp() throws IOException {
    String table =
        "| option | default | |\n| --- | --- | --- |\n"
            + PipelineKinds.ALL.stream()
                .flatMap(kind -> kind.parameters().all().stream())
                .distinct()
                .map(
                    option ->
                        "| `--%s=%s` | %s | %s%s |\n"
                            .formatted(
                                option.name(),
                                option.placeholder().replace("|", "\\|"),
                                option.defaultValue() == null ? "" : option.defaultValue(),
                                OptionsHelp.help(option),
                                onlyWith(option)))
                .collect(Collectors.joining());
    GeneratedDocs.assertBlock(GeneratedDocs.page("options.md"), "options", table);
  }

  /** Which pipelines have the option, where not all have it. */
  private static String onlyWith(ParameterSpec option) {
    List<String> kinds =
        PipelineKinds.ALL.stream()
            .filter(kind -> kind.parameters().named(option.name()).isPresent())
            .map(kind -> "--pipeline=" + kind.name())
            .toList();
    return kinds.size() == PipelineKinds.ALL.size()
        ? ""
        : " Only with %s.".formatted(Words.either(kinds));
  }

  @Test
  void sensorTypesTableIsThatOfTheBuiltInCatalogue() throws IOException {
    String table =
        "| sensor type | measure | unit | valid range | out of range |\n| --- | --- | --- | --- | --- |\n"
            + SensorTypesFile.defaults().sensorTypes().types().stream()
                .flatMap(
                    type ->
                        Stream.concat(
                            Stream.of(row(type.name(), "value", type.unit(), type.range())),
                            type.measures().stream()
                                .map(m -> row(type.name(), m.name(), m.unit(), m.range()))))
                .collect(Collectors.joining());
    GeneratedDocs.assertBlock(GeneratedDocs.page("data-contracts.md"), "sensor-types", table);
  }

  @Test
  void exampleOfASensorTypeCanBeLoaded(@TempDir Path folder) throws IOException {
    String page = Files.readString(GeneratedDocs.page("extending.md"));
    Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(block.find());
    Path file = Files.writeString(folder.resolve("types.yaml"), block.group(1));
    SensorTypesFile types = SensorTypesFile.load(file.toString());
    assertEquals("Nm", types.sensorTypes().type("torque").unit());
    List<String> problems = new ArrayList<>();
    DetectorSettings settings =
        DetectorSection.read(
            types.detectorSections().get("torque"),
            problems,
            Detectors.ALL,
            DetectorSettings.defaultsOf(Detectors.ALL));
    assertEquals(List.of(), problems);
    assertEquals(7, settings.parametersOf(ZScoreDetector.TYPE).critical());
  }

  private static String row(String type, String measure, String unit, ValidRange range) {
    return "| %s | `%s` | %s | %s | %s |\n"
        .formatted(
            type,
            measure,
            unit == null ? "" : unit,
            range == null ? "" : "%s to %s".formatted(range.low(), range.high()),
            range == null ? "" : range.policy().name().toLowerCase(Locale.ROOT));
  }

  private static String fieldTable(OutputSchema<?> schema) {
    return "| field | type | meaning |\n| --- | --- | --- |\n"
        + schema.fields().stream()
            .map(
                field ->
                    "| `%s` | %s | %s |\n"
                        .formatted(field.name(), field.typeLabel(), field.description()))
            .collect(Collectors.joining());
  }
}
