package io.plantbeam.launch.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.launch.LaunchCheck;
import io.plantbeam.options.OptionProblem;
import io.plantbeam.spec.Template;
import io.plantbeam.spec.Templates;
import io.plantbeam.spec.engine.Runners;
import io.plantbeam.spec.plan.Launch;
import io.plantbeam.spec.plan.LaunchPlanner;
import io.plantbeam.spec.plan.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Launching a template, and giving {@code run} the same options by hand, make the same job. */
class SameJobTest {
  /** Which template it was says the template alone, and the options' own number is a random one. */
  private static final Set<String> LABELS =
      Set.of("templateName", "templateVersion", "jobName", "appName", "optionsId");

  @TempDir Path folder;

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(folder.resolve("a.ndjson"), "{}\n");
  }

  /** A template, its values, and the options by hand, to which each runner's are added. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka-to-lake-and-alerts | bootstrapServers=b:1 inputTopics=t output=DIR/out windowSize=10m | --bootstrapServers=b:1 --inputTopics=t --output=DIR/out --windowSize=10m --alertsTopic=alerts --deadLetterTopic=dead-letters",
        "alerts-only | bootstrapServers=b:1 inputTopics=t output=DIR/out | --bootstrapServers=b:1 --inputTopics=t --output=DIR/out --lake=false --attributes=false --alertsTopic=alerts --startFrom=latest --maxOutOfOrderness=5s --idleAfter=10s --windowPeriod=10s --judge=arrival FLINK--maxBundleTimeMills=100",
        "backfill-files-to-lake | inputFiles=DIR/*.ndjson output=DIR/out | --inputFiles=DIR/*.ndjson --output=DIR/out",
        "replay-dead-letters | inputFiles=DIR/*.ndjson output=DIR/out | --pipeline=replay --inputFiles=DIR/*.ndjson --output=DIR/out",
      })
  void optionsAndStepsAreEqual(String template, String values, String byHand) {
    for (String runner : Runners.ALL) {
      List<String> sets = new ArrayList<>(words(values));
      List<String> options = new ArrayList<>();
      options.add("--runner=" + runner);
      for (String word : words(byHand)) {
        if (!word.startsWith("FLINK")) {
          options.add(word);
        } else if (runner.equals(Runners.FLINK)) {
          options.add(word.substring("FLINK".length()));
        }
      }
      if (runner.equals(Runners.SPARK)) {
        sets.add("checkpointDir=/data/c");
        options.add("--checkpointDir=/data/c");
      }
      Template read = Templates.named(template);
      Launch launch =
          LaunchPlanner.plan(
                  read, runner, Values.of(read.pipeline().parameters(), null, sets, System::getenv))
              .launch();
      assertSame(check(options), check(launch.arguments()));
    }
  }

  private void assertSame(LaunchCheck expected, LaunchCheck found) {
    assertTrue(options(expected).size() > 3, () -> options(expected).toString());
    assertEquals(options(expected), options(found));
    assertEquals(settings(expected), settings(found));
    List<String> steps = steps(expected);
    assertTrue(steps.size() > 20, steps::toString);
    assertEquals(steps, steps(found));
  }

  private static LaunchCheck check(List<String> arguments) {
    LaunchCheck check = LaunchCheck.of(arguments);
    assertEquals(List.of(), check.problems().stream().map(OptionProblem::sentence).toList());
    return check;
  }

  /** Those that have been set, by the profile of the engine too. */
  private static Set<String> options(LaunchCheck check) {
    Set<String> texts = new TreeSet<>();
    check
        .options()
        .toString()
        .lines()
        .map(String::strip)
        .filter(line -> !LABELS.contains(line.replaceFirst(":.*", "")))
        // Of options that nobody has set, only those that somebody has looked at are there.
        .filter(line -> !line.endsWith(": null"))
        .map(SameJobTest::withoutIdentities)
        .forEach(texts::add);
    return texts;
  }

  private static String settings(LaunchCheck check) {
    return withoutIdentities(check.settings().toString());
  }

  /** Of objects that have no text. */
  private static String withoutIdentities(String text) {
    return text.replaceAll("@[0-9a-f]+", "");
  }

  private static List<String> steps(LaunchCheck check) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    check.settings().build(pipeline);
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            names.add(node.getFullName());
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            names.add(node.getFullName());
          }

          @Override
          public void visitValue(PValue value, Node producer) {
            names.add(value.getName());
          }
        });
    return names;
  }

  private List<String> words(String text) {
    return Arrays.asList(text.replace("DIR", folder.toString()).split(" ", -1));
  }
}
