package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.conformance.GoldenMessage.Kind;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceInput;
import io.plantbeam.reference.ReferenceJob;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * The golden data and what has to come of it: in batch what the Direct runner makes of it, once
 * that has been compared with the reference; and in streaming the same but for late data.
 */
final class Golden {
  private final List<GoldenMessage> messages = GoldenData.messages();
  private final Path folder;
  private final Outputs batch;
  private final Outputs withoutTooLate;

  private Golden(Path folder) throws IOException, SQLException {
    this.folder = folder;
    Path input = folder.resolve("input");
    Path registry = folder.resolve("registry");
    GoldenData.writeFiles(input, messages);
    GoldenData.writeRegistry(registry);
    Path output = folder.resolve("output");
    runDirect(input, registry, output);
    assertEquals(
        List.of(),
        ReferenceComparison.differences(
            output,
            ReferenceJob.run(
                ReferenceInput.ofFiles(files(input)), registry, ReferenceJob.Options.DEFAULTS)));
    batch = Outputs.ofDirectory(output, GoldenPlaces.ofFiles(messages));

    List<GoldenMessage> inTime =
        messages.stream().filter(message -> message.kind() != Kind.TOO_LATE).toList();
    Path inputInTime = folder.resolve("input-in-time");
    Path outputInTime = folder.resolve("output-in-time");
    GoldenData.writeFiles(inputInTime, inTime);
    runDirect(inputInTime, registry, outputInTime);
    withoutTooLate = Outputs.ofDirectory(outputInTime, GoldenPlaces.ofFiles(inTime));
  }

  /** Runs the Direct runner on the golden data; the folder is empty and takes all that it needs. */
  static Golden make(Path folder) throws IOException, SQLException {
    return new Golden(folder);
  }

  private static List<Path> files(Path input) {
    return IntStream.range(0, GoldenData.USED_PARTITIONS)
        .mapToObj(partition -> input.resolve("golden-%d.ndjson".formatted(partition)))
        .toList();
  }

  private static void runDirect(Path input, Path registry, Path output) throws IOException {
    assertEquals(
        State.DONE, DirectEngine.launch(batchArguments(input, registry, output)).waitUntilFinish());
  }

  /** The options of a batch job, but for the runner's. */
  static List<String> batchArguments(Path input, Path registry, Path output) {
    return List.of(
        "--inputFiles=" + input + "/*", "--assetRegistry=" + registry, "--output=" + output);
  }

  /** Where the files are: the messages in {@code input}, and {@code registry}. */
  Path folder() {
    return folder;
  }

  List<GoldenMessage> messages() {
    return messages;
  }

  /** What a batch job puts out. */
  Outputs batch() {
    return batch;
  }

  /**
   * What a stream puts out: readings that are too late for their windows are in none, and a
   * duplicate of something forgotten is archived again.
   */
  Outputs streaming() {
    List<String> readings = new ArrayList<>(batch.of(Output.READINGS));
    readings.addAll(forgottenDuplicates());
    return withoutTooLate
        .with(Output.READINGS, readings)
        .with(Output.DEAD_LETTERS, batch.of(Output.DEAD_LETTERS));
  }

  /** The rows of the lake that are like those of the first message with the same bytes. */
  List<String> forgottenDuplicates() {
    List<String> rows = new ArrayList<>();
    int[] places = new int[GoldenData.PARTITIONS];
    for (GoldenMessage message : messages) {
      int place = places[message.partition()]++;
      if (message.kind() == Kind.FORGOTTEN_DUPLICATE) {
        String own = "message=%d:%d,".formatted(message.partition(), place);
        String original = "message=%s,".formatted(placeOfFirst(message));
        batch.of(Output.READINGS).stream()
            .filter(row -> row.contains(original))
            .map(row -> row.replace(original, own))
            .forEach(rows::add);
      }
    }
    return rows;
  }

  private String placeOfFirst(GoldenMessage duplicate) {
    int place = 0;
    for (GoldenMessage message : messages) {
      if (message.partition() == duplicate.partition()) {
        if (Arrays.equals(message.payload(), duplicate.payload())) {
          return duplicate.partition() + ":" + place;
        }
        place++;
      }
    }
    throw new IllegalStateException("a duplicate of nothing");
  }
}
