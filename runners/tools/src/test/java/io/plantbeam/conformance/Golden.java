package io.plantbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.conformance.GoldenMessage.Kind;
import io.plantbeam.detect.Detectors;
import io.plantbeam.endtoend.LakeContents;
import io.plantbeam.reference.ReferenceAvro;
import io.plantbeam.reference.ReferenceComparison;
import io.plantbeam.reference.ReferenceFormat;
import io.plantbeam.reference.ReferenceGateway;
import io.plantbeam.reference.ReferenceInput;
import io.plantbeam.reference.ReferenceJob;
import io.plantbeam.reference.ReferenceJson;
import io.plantbeam.reference.ReferenceResult;
import io.plantbeam.reference.ReferenceSettings;
import io.plantbeam.reference.ReferenceTelegraf;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * The golden data and what has to come of it: in batch what the Direct runner makes of it on a
 * disk, once that has been compared with the reference; and in streaming the same but for late
 * data.
 */
final class Golden implements AutoCloseable {
  private final List<GoldenMessage> messages = GoldenData.messages();
  private final GoldenFormats formats = new GoldenFormats();
  private final Path folder;
  private final Path registry;
  private final Outputs batch;
  private final Outputs withoutTooLate;
  private final Outputs withoutLate;

  private Golden(Path folder) throws IOException, SQLException {
    this.folder = folder;
    registry = folder.resolve("registry");
    GoldenRegistry.write(registry);
    batch = runDirect("", messages);
    assertIsThatOfTheReference(folder.resolve("input"), registry, folder.resolve("output"));
    withoutTooLate = runDirect("-in-time", without(Set.of(Kind.TOO_LATE)));
    withoutLate = runDirect("-not-late", without(Set.of(Kind.TOO_LATE, Kind.LATE)));
  }

  /** Runs the Direct runner on the golden data; the folder is empty and takes all that it needs. */
  static Golden make(Path folder) throws IOException, SQLException {
    return new Golden(folder);
  }

  private List<GoldenMessage> without(Set<Kind> kinds) {
    return messages.stream().filter(message -> !kinds.contains(message.kind())).toList();
  }

  private Outputs runDirect(String suffix, List<GoldenMessage> some)
      throws IOException, SQLException {
    Path input = folder.resolve("input" + suffix);
    Path output = folder.resolve("output" + suffix);
    GoldenData.writeFiles(input, some);
    List<String> arguments = new ArrayList<>(batchArguments(input));
    arguments.add("--output=" + output);
    assertEquals(State.DONE, DirectEngine.launch(arguments).waitUntilFinish());
    return Outputs.ofDirectory(output, GoldenPlaces.ofFiles(some));
  }

  private static void assertIsThatOfTheReference(Path input, Path registry, Path output)
      throws IOException, SQLException {
    ReferenceResult expected =
        ReferenceJob.run(
            ReferenceInput.ofFiles(files(input)),
            referenceFormat(),
            registry,
            ReferenceJob.Options.DEFAULTS);
    assertEquals(List.of(), ReferenceComparison.differences(output, expected));
    assertEquals(LakeContents.expected(expected), LakeContents.read(output.resolve("readings")));
  }

  private static List<Path> files(Path input) {
    return Arrays.stream(GoldenSource.values())
        .map(source -> input.resolve(source.file()))
        .toList();
  }

  private static ReferenceFormat referenceFormat() {
    Map<GoldenSource, ReferenceFormat> formats = new EnumMap<>(GoldenSource.class);
    GoldenSource.ofPlant().forEach(source -> formats.put(source, new ReferenceJson()));
    formats.put(GoldenSource.TELEGRAF, new ReferenceTelegraf());
    formats.put(GoldenSource.GATEWAY, new ReferenceGateway());
    formats.put(GoldenSource.AVRO, new ReferenceAvro(MillRecords.SCHEMAS));
    return (line, out) ->
        formats.forEach(
            (source, format) -> {
              if (line.file().endsWith("/" + source.file())) {
                format.parse(line, out);
              }
            });
  }

  /**
   * The options of a batch job on all messages, but for the runner's.
   *
   * @param bucket that takes the outputs
   */
  List<String> batchArguments(GoldenBucket bucket) throws IOException {
    List<String> arguments = new ArrayList<>(batchArguments(folder.resolve("input")));
    arguments.addAll(bucket.options());
    return arguments;
  }

  private List<String> batchArguments(Path input) throws IOException {
    return List.of(
        "--inputFiles=" + input + "/*",
        formats.option(folder.resolve("formats")),
        "--assetRegistry=" + registry,
        ReferenceSettings.option(folder.resolve("settings")));
  }

  /** The formats of the messages. */
  GoldenFormats formats() {
    return formats;
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
   *
   * @param judgesLate whether late readings are waited for, and so come in time for the detectors
   *     of single readings, which see none twice and none out of order
   */
  Outputs streaming(boolean judgesLate) {
    List<String> readings = new ArrayList<>(batch.of(Output.READINGS));
    readings.addAll(forgottenDuplicates());
    Outputs judged = judgesLate ? withoutTooLate : withoutLate;
    return withoutTooLate
        .with(Output.ANOMALIES, joined(Output.ANOMALIES, judged))
        .with(Output.ALERTS, joined(Output.ALERTS, judged))
        .with(Output.INCIDENTS, withoutTooLate.of(Output.INCIDENTS))
        .with(Output.EVENT_FRAMES, judged.of(Output.EVENT_FRAMES))
        .with(Output.EQUIPMENT_STATE, judged.of(Output.EQUIPMENT_STATE))
        .with(Output.READINGS, readings)
        .with(Output.DEAD_LETTERS, batch.of(Output.DEAD_LETTERS));
  }

  /** The lines of detectors of windows, and from other outputs those of detectors of readings. */
  private List<String> joined(Output output, Outputs judged) {
    return Stream.concat(
            withoutTooLate.of(output).stream().filter(line -> !isOfReadingDetector(line)),
            judged.of(output).stream().filter(Golden::isOfReadingDetector))
        .toList();
  }

  private static boolean isOfReadingDetector(String line) {
    return Detectors.ofReadings().stream()
        .anyMatch(type -> line.contains("\"detector\":\"" + type.name() + "\""));
  }

  /** The rows of the lake that are like those of the first message with the same bytes. */
  List<String> forgottenDuplicates() {
    List<String> rows = new ArrayList<>();
    Map<GoldenSource, Integer> counts = new EnumMap<>(GoldenSource.class);
    for (GoldenMessage message : messages) {
      int number = counts.merge(message.source(), 1, Integer::sum) - 1;
      if (message.kind() == Kind.FORGOTTEN_DUPLICATE) {
        String own = "message=%s,".formatted(message.source().place(number));
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
    int number = 0;
    for (GoldenMessage message : messages) {
      if (message.source() == duplicate.source()) {
        if (Arrays.equals(message.payload(), duplicate.payload())) {
          return message.source().place(number);
        }
        number++;
      }
    }
    throw new IllegalStateException("a duplicate of nothing");
  }

  @Override
  public void close() {
    formats.close();
  }
}
