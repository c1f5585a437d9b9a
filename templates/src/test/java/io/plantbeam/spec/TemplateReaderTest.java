package io.plantbeam.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.config.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a template may say, and what one from someone who is not trusted cannot do. */
class TemplateReaderTest {
  @TempDir Path folder;

  @Test
  void everyFieldIsRead() {
    Template template = TemplateTexts.template();
    assertEquals("of-a-test", template.name());
    assertEquals("1.2.3", template.version());
    assertEquals("A template of a test.", template.description());
    assertEquals(new Guarantees("d", "l", "o"), template.guarantees());
    assertEquals(Map.of("lake", "false"), template.fixed());
    assertEquals(
        new ExposedParameter("windowSize", false, "10m"),
        template.parameter("windowSize").orElseThrow());
    assertEquals(
        new ExposedParameter("output", true, null), template.parameter("output").orElseThrow());
    assertEquals(Map.of("checkpointingInterval", "5000"), template.engine("FlinkRunner"));
    assertEquals(Map.of(), template.engine("DirectRunner"));
    assertEquals(new Resources(2, 2, "2g", 1, "1g", 0.5), template.resources());
  }

  /** Before the bar what is replaced, behind it by what. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: of-a-test | name: Of A Test | test.yaml line 1: name is 'Of A Test'; allowed is lower-case words joined by hyphens",
        "version: 1.2.3 | version: 1.2 | test.yaml line 2: version is '1.2'; allowed is three numbers such as 1.0.0",
        "version: 1.2.3 | versoin: 1.2.3 | test.yaml line 2: versoin is unknown; did you mean version?; test.yaml line 1: the file has no 'version'",
        "pipeline: telemetry | pipeline: other | test.yaml line 4: pipeline is 'other'; allowed is telemetry or replay",
        "description: A template of a test. | description: | test.yaml line 3: description is empty; allowed is a text",
        "delivery: d, | `` | test.yaml line 5: guarantees has no 'delivery'",
        "lake: false | lake: no | test.yaml line 6: lake=no: allowed are true and false",
        "lake: false | lkae: false | test.yaml line 6: 'lkae' is not an option of plantbeam run; did you mean lake?",
        "lake: false | templateName: x | test.yaml line 6: 'templateName' is not an option of plantbeam run",
        "lake: false | lakeShards: 2 | test.yaml line 13: 'lakeShards' is fixed, so it cannot be a parameter",
        "{name: output, required: true} | {name: scores} | test.yaml line 8: 'output' is not a parameter, but every job needs it",
        "default: 10m | default: 10 | test.yaml line 11: windowSize=10: '10' is not a duration; allowed is a number with a unit (500ms, 30s, 5m, 2h, 1d) or ISO-8601 (PT30S), not negative and in whole milliseconds.",
        "default: 10m | default: 10m, required: true | test.yaml line 11: 'windowSize' is required, so it cannot have a default",
        "default: 10m | required: maybe | test.yaml line 11: parameters[3].required is 'maybe'; allowed are true and false",
        "{name: windowPeriod} | {name: windowSize} | test.yaml line 12: 'windowSize' is there twice",
        "{name: windowPeriod} | windowPeriod | test.yaml line 12: parameters[4] is 'windowPeriod'; allowed is a map; test.yaml line 12: parameters[4] has no 'name'",
        "checkpointingInterval: 5000 | checkpointingIntervall: 5000 | test.yaml line 20: 'checkpointingIntervall' is not an option of FlinkRunner; did you mean checkpointingInterval?",
        "SparkRunner: {batch | TezRunner: {batch | test.yaml line 21: engines.TezRunner is unknown; allowed are DirectRunner, FlinkRunner and SparkRunner",
        "workerMemory: 2g | workerMemory: lots | test.yaml line 22: resources.workerMemory is 'lots'; allowed is one such as 2g or 512m",
        "workerCpu: 1, | workerCpu: 0.0, | test.yaml line 22: resources.workerCpu is '0.0'; allowed is a number of cores such as 1 or 0.5",
        "fixed: {lake: false} | fixed: [lake] | test.yaml line 6: fixed is a list; allowed is a map",
        "fixed: {lake: false} | fixed: {lake: false, lake: true} | test.yaml line 6: fixed.lake is there twice",
      })
  void whatIsWrongIsSaidWithItsLine(String found, String replacement, String problems) {
    assertTrue(TemplateTexts.VALID.contains(found));
    assertEquals(
        problems, String.join("; ", problems(TemplateTexts.VALID.replace(found, replacement))));
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    String text =
        TemplateTexts.VALID
            .replace("1.2.3", "1")
            .replace("pipeline: telemetry", "pipeline: x")
            .replace("10m", "10");
    assertEquals(3, problems(text).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "default: 10m | default: !!javax.script.ScriptEngineManager [x] | tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager",
        "default: 10m | default: !!java.net.URL [http://127.0.0.1/] | tag is not allowed: tag:yaml.org,2002:java.net.URL",
        "default: 10m | default: !include /etc/passwd | parameters[3].default is tagged !include; allowed is a text",
        "default: 10m | default: !!binary aGk= | parameters[3].default is tagged !!binary; allowed is a text",
        "{lake: false} | !!io.plantbeam.spec.Launch {lake: false} | tag is not allowed: tag:yaml.org,2002:io.plantbeam.spec.Launch",
      })
  void tagsMakeNoObjects(String found, String replacement, String problem) {
    List<String> problems = problems(TemplateTexts.VALID.replace(found, replacement));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).endsWith(problem), problems::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "consumerConfig, /root/.kafka.properties",
    "assetRegistry, /data",
    "inputFiles, /etc/passwd",
    "sensorTypes, file:/etc/shadow",
    "output, /tmp",
  })
  void pathsAreTheUsersAloneToGive(String parameter, String path) {
    String sentence =
        "'%s' has a value, which the user alone may give: a template names no paths, no secrets and no clusters"
            .formatted(parameter);
    List<String> fixed =
        problems(
            TemplateTexts.VALID.replace("{lake: false}", "{%s: %s}".formatted(parameter, path)));
    assertTrue(fixed.contains("test.yaml line 6: " + sentence), fixed::toString);
    List<String> asDefault =
        problems(
            TemplateTexts.VALID.replace(
                "{name: consumerConfig}", "{name: %s, default: %s}".formatted(parameter, path)));
    assertTrue(asDefault.contains("test.yaml line 14: " + sentence), asDefault::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "FlinkRunner, flinkMaster, evil:8081",
    "FlinkRunner, savepointPath, file:/etc/passwd",
    "FlinkRunner, stateBackendFactory, evil.Factory",
    "FlinkRunner, filesToStage, /etc/passwd",
    "SparkRunner, checkpointDir, /home",
    "SparkRunner, sparkMaster, 'spark://evil:7077'",
    "SparkRunner, jobName, x",
  })
  void enginesOptionsThatNameClassesPathsOrClustersAreRefused(
      String runner, String option, String value) {
    String engines =
        TemplateTexts.VALID.replaceAll(
            runner + ": \\{.*}", "%s: {%s: \"%s\"}".formatted(runner, option, value));
    assertEquals(1, problems(engines).size(), () -> problems(engines).toString());
  }

  @Test
  void placeholdersAndReferencesOfATemplateAreOnlyText() {
    Template template =
        TemplateReader.read(
            "test.yaml",
            TemplateTexts.VALID.replace(
                "A template of a test.", "'${HOME} secret:file:/etc/passwd'"));
    assertEquals("${HOME} secret:file:/etc/passwd", template.description());
    List<String> problems = problems(TemplateTexts.VALID.replace("10m", "'${HOME:10m}'"));
    assertTrue(
        problems
            .get(0)
            .startsWith("test.yaml line 11: windowSize=${HOME:10m}: '${HOME:10m}' is not"),
        problems::toString);
  }

  @Test
  void aliasesAndBombsOfThemAreRefused() {
    String bomb =
        """
        a: &a [x, x]
        b: &b [*a, *a]
        c: [*b, *b]
        """;
    List<String> problems = problems(bomb + TemplateTexts.VALID);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).contains("aliases"), problems::toString);
  }

  @Test
  void deepAndLongDocumentsAreRefused() {
    assertTrue(
        problems("name: " + "[".repeat(500) + "]".repeat(500)).get(0).contains("Nesting Depth"));
    List<String> problems = problems("name: " + "x".repeat(YamlFile.MAX_CHARACTERS));
    assertTrue(problems.get(0).contains("exceeds the limit"), problems::toString);
  }

  @Test
  void controlCharactersDoNotReachATerminal() {
    List<String> problems =
        problems(TemplateTexts.VALID.replace("A template of a test.", "\"\\e[31mred\""));
    assertEquals(List.of("test.yaml line 3: description has a control character in it"), problems);
  }

  @Test
  void severalDocumentsInAFileAreRefused() {
    assertEquals(1, problems(TemplateTexts.VALID + "---\n" + TemplateTexts.VALID).size());
    assertEquals(List.of("test.yaml: is empty"), problems(""));
    assertEquals(List.of("test.yaml: is a list; allowed is a map"), problems("[a]"));
  }

  @Test
  void aTemplateIsReadFromAPathAndFromAUri() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), TemplateTexts.VALID);
    assertEquals(TemplateTexts.template(), Templates.named(file.toString()));
    assertEquals(TemplateTexts.template(), Templates.named(file.toUri().toString()));
  }

  @Test
  void aMistypedNameIsAnsweredWithTheOneThatWasMeant() {
    InvalidOptionsException refused =
        assertThrows(InvalidOptionsException.class, () -> Templates.named("alert-only"));
    assertEquals(
        List.of("There is no template 'alert-only'; did you mean alerts-only?"),
        refused.problems());
    assertFalse(
        assertThrows(InvalidOptionsException.class, () -> Templates.named("nonsense"))
            .problems()
            .isEmpty());
  }

  private static List<String> problems(String text) {
    return assertThrows(InvalidOptionsException.class, () -> TemplateReader.read("test.yaml", text))
        .problems();
  }
}
