package io.plantbeam.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.options.OptionProblem;
import io.plantbeam.spec.TemplateTexts;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.LaunchPlanner.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which value counts, and what is said of those that cannot be taken. */
class LaunchPlannerTest {
  private static final String REQUIRED =
      """
      bootstrapServers: [a:1, b:2]
      inputTopics: readings
      output: /data/${PLANT}
      """;

  @TempDir Path folder;

  @Test
  void valuesBecomeTheOptionsOfTheJobInTheirOrder() throws IOException {
    Launch launch = launch(Runners.FLINK, REQUIRED, "alertsTopic=a", "parallelism=4");
    assertEquals(
        List.of(
            "--runner=FlinkRunner",
            "--jobName=of-a-test",
            "--templateName=of-a-test",
            "--templateVersion=1.2.3",
            "--bootstrapServers=a:1,b:2",
            "--inputTopics=readings",
            "--windowSize=10m",
            "--output=/data/line-7",
            "--alertsTopic=a",
            "--lake=false",
            "--parallelism=4",
            "--checkpointingInterval=5000"),
        launch.arguments());
  }

  @Test
  void theCommandLineComesBeforeTheFileBeforeTheTemplateBeforeTheOption() throws IOException {
    assertEquals("10m", launch(Runners.DIRECT, REQUIRED).options().get("windowSize"));
    String file = REQUIRED + "windowSize: 20m\ncheckpointingInterval: 7000\n";
    assertEquals("20m", launch(Runners.DIRECT, file).options().get("windowSize"));
    assertEquals("30m", launch(Runners.DIRECT, file, "windowSize=30m").options().get("windowSize"));
    // Where nobody says anything the option has its own default.
    assertEquals(null, launch(Runners.DIRECT, file).options().get("windowPeriod"));
    Map<String, String> flink = launch(Runners.FLINK, file).options();
    assertEquals("7000", flink.get("checkpointingInterval"));
    assertEquals(
        "8000",
        launch(Runners.FLINK, file, "checkpointingInterval=8000")
            .options()
            .get("checkpointingInterval"));
  }

  @Test
  void whatIsFixedCannotBeOverriddenFromAnywhere() throws IOException {
    String sentence = "--lake=true: is fixed to false by of-a-test; leave it out";
    assertEquals(List.of(sentence), problems(REQUIRED, "lake=true"));
    assertEquals(List.of(sentence), problems(REQUIRED + "lake: true\n"));
  }

  @Test
  void anEmptyValueTakesTheTemplatesDefaultAway() throws IOException {
    assertEquals(
        false,
        launch(Runners.DIRECT, REQUIRED, "alertsTopic=").options().containsKey("alertsTopic"));
  }

  @Test
  void theOptionsOfOtherEnginesAreCheckedAndLeftOut() throws IOException {
    String file = REQUIRED + "checkpointDir: /data/c\nparallelism: 3\njobName: line 7\n";
    Launch flink = launch(Runners.FLINK, file);
    assertEquals("line 7", flink.jobName());
    assertEquals(false, flink.options().containsKey("checkpointDir"));
    assertEquals("3", flink.options().get("parallelism"));
    assertEquals("/data/c", launch(Runners.SPARK, file).options().get("checkpointDir"));
    assertEquals(
        List.of("--parallelism=many: is not a whole number; allowed is one such as 4"),
        problems(REQUIRED, "parallelism=many"));
  }

  @Test
  void whatAValueIsWrittenAsIsWhatItIs() throws IOException {
    // YAML's own types would make 8, true and a date of these.
    assertEquals(
        List.of(
            "--judge=yes: allowed are ordered and arrival",
            "--lakeShards=0x8: is not a whole number; allowed is one such as 4"),
        problems(REQUIRED + "lakeShards: 0x8\njudge: yes\n"));
  }

  @Test
  void allProblemsAreSaidAtOnceAndThoseThatFollowFromOthersAreNot() throws IOException {
    assertEquals(
        List.of(
            "--output=${NOWHERE}: there is no variable NOWHERE in the environment; set it, or give"
                + " a default as ${NOWHERE:value}",
            "--inputTopic=t: there is no such parameter; did you mean --inputTopics?",
            "--scores=true: is not a parameter of of-a-test; 'plantbeam templates describe of-a-test'"
                + " lists them",
            "--bootstrapServers: is required; give one such as"
                + " --bootstrapServers=broker-1:9092,broker-2:9092",
            "--windowSize=5: '5' is not a duration; allowed is a number with a unit (500ms, 30s,"
                + " 5m, 2h, 1d) or ISO-8601 (PT30S), not negative and in whole milliseconds.",
            "--elasticsearchConfig=/e: needs --elasticsearchUrls=URL,..."),
        problems(
            "output: ${NOWHERE}\ninputTopic: t\nscores: true\nwindowSize: 5\n",
            "elasticsearchConfig=/e"));
  }

  @Test
  void formOfTheValuesIsChecked() throws IOException {
    assertEquals(
        List.of(
            "--windowSize: is set twice; allowed is once",
            "--set lakeShards: has no value; allowed is --set lakeShards=4",
            "--set number 4: is not name=value",
            "--runner=x: is not a parameter; give it as --runner=NAME beside --set"),
        problems(
            REQUIRED, "windowSize=1m", "windowSize=1m", "lakeShards", "password:hush", "runner=x"));
  }

  @Test
  void valuesFileThatCannotBeReadIsNamed() throws IOException {
    Path file = folder.resolve("values.yaml");
    List<String> problems = problems("bootstrapServers: {a: 1}\nlake", "output=/o");
    assertEquals(1, problems.stream().filter(p -> p.startsWith("--values: " + file)).count());
    assertEquals(
        List.of(
            "--values: %s line 1: bootstrapServers is a map; allowed is a text".formatted(file)),
        problems(
            "bootstrapServers: {a: 1}\ninputTopics: [a]\noutput: /o\n", "bootstrapServers=b:1"));
    assertEquals(
        List.of("--values: %s line 1: inputTopics[0] has a comma in it".formatted(file)),
        problems("inputTopics: ['a,b']\n", "bootstrapServers=b:1", "output=/o", "inputTopics=t"));
  }

  @Test
  void aSecretIsNeitherRepeatedNorPassedOn() throws IOException {
    Plan plan = plan(Runners.DIRECT, REQUIRED, "kafkaPasswrod=hush", "apiKey=${HUSH:hush}");
    assertEquals(false, plan.problems().toString().contains("hush"), plan.problems()::toString);
    assertEquals(false, plan.launch().toString().contains("hush"));
  }

  private Launch launch(String runner, String file, String... sets) throws IOException {
    Plan plan = plan(runner, file, sets);
    assertEquals(List.of(), plan.problems());
    return plan.launch();
  }

  private List<String> problems(String file, String... sets) throws IOException {
    return new ArrayList<>(
        plan(Runners.DIRECT, file, sets).problems().stream().map(OptionProblem::sentence).toList());
  }

  private Plan plan(String runner, String file, String... sets) throws IOException {
    Path values = Files.writeString(folder.resolve("values.yaml"), file);
    return LaunchPlanner.plan(
        TemplateTexts.template(),
        runner,
        Values.of(
            TemplateTexts.template().pipeline().parameters(),
            values.toString(),
            Arrays.asList(sets),
            Map.of("PLANT", "line-7")::get));
  }
}
