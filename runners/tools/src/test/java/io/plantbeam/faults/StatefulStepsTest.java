package io.plantbeam.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.job.JobSettingsReader;
import io.plantbeam.launch.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions.CheckEnabled;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The names of the steps of a stream that keep state. Flink finds the state of a step in a
 * savepoint by the step's full name.
 */
class StatefulStepsTest {
  private static final Path LIST =
      Path.of("src/test/resources/io/plantbeam/faults/stateful-steps.txt");

  @TempDir private Path folder;

  @Test
  void theirNamesAreThoseOfEarlierReleases() throws IOException {
    Set<String> found = new TreeSet<>(names(List.of()));
    found.addAll(
        names(
            List.of(
                "--runner=FlinkRunner",
                "--alertsTopic=alerts",
                "--deadLetterTopic=dead-letters",
                "--elasticsearchUrls=http://localhost:9200")));
    if (Boolean.getBoolean("plantbeam.savepoint.write")) {
      Files.write(LIST, found);
    }
    Set<String> known = new TreeSet<>(Files.readAllLines(LIST));
    Set<String> gone = new TreeSet<>(known);
    gone.removeAll(found);
    assertEquals(
        Set.of(),
        gone,
        () ->
            "These steps keep state and have another name now, or are gone. Flink finds state by the"
                + " step's name: it refuses to start from any savepoint of an earlier release, and"
                + " with --allowNonRestoredState forgets what these steps knew. Give them their"
                + " names back, or say in the release notes that savepoints end here");
    Set<String> added = new TreeSet<>(found);
    added.removeAll(known);
    assertEquals(
        Set.of(),
        added,
        () ->
            "These steps keep state and are not in "
                + LIST
                + ". They start empty from a savepoint of an earlier release; if that is meant, add"
                + " them");
  }

  private Set<String> names(List<String> sinks) {
    Path registry = folder.resolve("registry");
    new Load(1, 1).writeRegistry(registry);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrapServers=localhost:9092",
                "--inputTopics=readings",
                "--assetRegistry=" + registry,
                "--output=" + folder.resolve("output"),
                "--scores=true"));
    arguments.addAll(sinks);
    Arguments parsed = Arguments.parse(arguments);
    PipelineOptions checked = PipelineOptionsFactory.create();
    // Two steps of one name would exchange their state.
    checked.setStableUniqueNames(CheckEnabled.ERROR);
    Pipeline pipeline = Pipeline.create(checked);
    JobSettingsReader.read(parsed.kind(), parsed.options()).build(pipeline);
    Set<String> names = new TreeSet<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            if (node.getTransform() == null || !keepsState(node.getTransform())) {
              return CompositeBehavior.ENTER_TRANSFORM;
            }
            // Flink makes one step of it.
            names.add(node.getFullName());
            return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            if (keepsState(node.getTransform())) {
              names.add(node.getFullName());
            }
          }
        });
    return names;
  }

  /** Sources keep their positions, and what has a side input keeps what waits for it. */
  private static boolean keepsState(PTransform<?, ?> step) {
    if (step instanceof ParDo.MultiOutput<?, ?> parDo) {
      DoFnSignature signature = DoFnSignatures.getSignature(parDo.getFn().getClass());
      return signature.usesState()
          || signature.usesTimers()
          || signature.processElement().requiresStableInput()
          || !parDo.getSideInputs().isEmpty();
    }
    return step instanceof Read.Unbounded<?>
        || step instanceof GroupByKey<?, ?>
        || step instanceof Combine.PerKey<?, ?, ?>
        || step instanceof Reshuffle<?, ?>
        || step instanceof View.CreatePCollectionView<?, ?>;
  }
}
