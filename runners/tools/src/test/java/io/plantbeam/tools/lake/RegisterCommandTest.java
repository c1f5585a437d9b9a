package io.plantbeam.tools.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.lake.WriteLake;
import io.plantbeam.launch.ExitCode;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the libraries that it loads apart from its own. */
class RegisterCommandTest {
  private static final Origin FILE = Origin.ofFile("/data/in.ndjson");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String lake;
  private String catalog;

  @BeforeEach
  void nameDirectories() {
    lake = folder.resolve("readings").toString();
    catalog = folder.resolve("warehouse").toString();
  }

  private int register(String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Plantbeam.execute(
        PlantbeamWithTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        Stream.concat(Stream.of("lake", "register", "--lake=" + lake), Stream.of(more))
            .toArray(String[]::new));
  }

  private void write(String facility) {
    SeriesInfo series = new SeriesInfo("s1", "m", "temperature", facility, null);
    ReadingBatch readings =
        new ReadingBatch.Builder(series, FILE)
            .add(
                new Reading(
                    series,
                    1_772_000_000_000_000L,
                    1.5,
                    1.0,
                    RangeCheck.OK,
                    new MessagePosition(FILE, 7)))
            .build();
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    pipeline
        .apply(Create.of(new EnrichedBatch(readings, AssetContext.unmatched(facility))))
        .apply(WriteLake.to(lake));
    pipeline.run().waitUntilFinish();
  }

  private Set<String> files() throws IOException {
    Path top = Path.of(lake);
    try (Stream<Path> paths = Files.walk(top)) {
      return paths
          .filter(path -> path.toString().endsWith(".parquet"))
          .map(path -> top.relativize(path).toString())
          .collect(Collectors.toSet());
    }
  }

  @Test
  void tableHasTheFilesAndARepeatDoesNothing() throws IOException {
    write("plant-a");
    write("plant-b");
    assertEquals(ExitCode.OK, register("--format=iceberg", "--catalog=" + catalog), err::toString);
    assertTrue(
        out.toString().contains("2 files with 2 readings added: plantbeam.readings has 2 files"),
        out::toString);
    try (LakeTable table =
        TablesLibrary.load()
            .open(
                "iceberg",
                new TableSettings(
                    lake,
                    catalog,
                    null,
                    "plantbeam.readings",
                    Map.of(),
                    StoreSettings.DEFAULT,
                    RegisterCommand.readingColumns()))) {
      assertEquals(files(), table.files());
    }
    assertEquals(ExitCode.OK, register("--format=iceberg", "--catalog=" + catalog));
    assertTrue(out.toString().startsWith("Nothing new: plantbeam.readings has 2 files"));
  }

  @Test
  void whatCannotBeUsedIsSaid() {
    write("plant-a");
    refused("--format=orc: allowed are ", "--format=orc", "--catalog=" + catalog);
    refused("--catalog is missing; allowed are a directory", "--format=iceberg");
    refused(
        "--every: 'soon' is not a duration",
        "--format=iceberg",
        "--catalog=" + catalog,
        "--every=soon");
    refused(
        "--s3AccessKey and --s3SecretKey are given together.",
        "--format=iceberg",
        "--catalog=" + catalog,
        "--s3AccessKey=secret:env:PATH");
    refused(
        "--catalogConfig=nowhere.properties: there is no such file.",
        "--format=iceberg",
        "--catalog=" + catalog,
        "--catalogConfig=nowhere.properties");
  }

  private void refused(String sentence, String... options) {
    assertEquals(ExitCode.INVALID_OPTIONS, register(options), err::toString);
    assertTrue(err.toString().contains(sentence), err::toString);
  }

  @Test
  void catalogThatDoesNotAnswerIsSaid() {
    write("plant-a");
    assertEquals(
        ExitCode.SERVER_UNAVAILABLE,
        register("--format=iceberg", "--catalog=http://localhost:1/"),
        err::toString);
    assertTrue(
        err.toString().startsWith("--catalog=http://localhost:1/ cannot be reached: "),
        err::toString);
  }
}
