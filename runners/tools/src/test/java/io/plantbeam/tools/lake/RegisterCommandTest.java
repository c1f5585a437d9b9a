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
import io.plantbeam.servers.Checkout;
import io.plantbeam.tables.LakeTable;
import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.TableSettings;
import io.plantbeam.testing.GcsServer;
import io.plantbeam.tools.PlantbeamWithTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    return run("register", more);
  }

  private int run(String name, String... more) {
    return execute(
        Stream.concat(Stream.of("lake", name, "--lake=" + lake), Stream.of(more))
            .toArray(String[]::new));
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Plantbeam.execute(
        PlantbeamWithTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments);
  }

  private void write(String facility) {
    write(facility, 1.5);
  }

  private void write(String facility, double value) {
    SeriesInfo series = new SeriesInfo("s1", "m", "temperature", facility, null);
    ReadingBatch readings =
        new ReadingBatch.Builder(series, FILE)
            .add(
                new Reading(
                    series,
                    1_772_000_000_000_000L,
                    value,
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
    try (LakeTable table = open("iceberg")) {
      assertEquals(files(), table.files());
    }
    assertEquals(ExitCode.OK, register("--format=iceberg", "--catalog=" + catalog));
    assertTrue(out.toString().startsWith("Nothing new: plantbeam.readings has 2 files"));
  }

  /** By the clients of the job, which the libraries of the tables are handed. */
  @ParameterizedTest
  @ValueSource(strings = {"iceberg", "delta"})
  void tableCanBeInAStoreThatTheJobReaches(String format) throws IOException {
    write("plant-a");
    write("plant-b");
    try (GcsServer server = new GcsServer()) {
      server.create("plant");
      for (String path : files()) {
        server.put("plant", "readings/" + path, Files.readAllBytes(Path.of(lake, path)));
      }
      lake = "gs://plant/readings";
      List<String> options =
          new ArrayList<>(
              List.of(
                  "--format=" + format,
                  "--gcsEndpoint=" + server.url(),
                  "--gcsCredentials=secret:file:"
                      + Files.writeString(folder.resolve("account"), server.serviceAccount())));
      if (format.equals("iceberg")) {
        options.add("--catalog=gs://plant/warehouse");
      }
      String[] all = options.toArray(String[]::new);
      assertEquals(ExitCode.OK, register(all), err::toString);
      assertTrue(out.toString().contains("2 files with 2 readings added: "), out::toString);
      assertEquals(ExitCode.OK, register(all), err::toString);
      assertTrue(out.toString().startsWith("Nothing new: "), out::toString);
      assertTrue(
          server.keys("plant").stream()
              .anyMatch(key -> key.matches(".*/(v1\\.metadata|_delta_log/0{20})\\.json")),
          () -> server.keys("plant").toString());

      lake = "gs://no-such-bucket/readings";
      assertEquals(ExitCode.SERVER_UNAVAILABLE, register(all), err::toString);
      assertTrue(err.toString().contains("there is no bucket no-such-bucket"), err::toString);
    }
  }

  private LakeTable open(String format) {
    return TablesLibrary.load()
        .open(
            format,
            new TableSettings(
                lake,
                format.equals("iceberg") ? catalog : null,
                null,
                "plantbeam.readings",
                Map.of(),
                StoreSettings.DEFAULT,
                ReadingColumns.all()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iceberg", "delta"})
  void compactionAndRetentionTellTheTable(String format) throws IOException {
    String[] place =
        format.equals("iceberg")
            ? new String[] {"--format=iceberg", "--catalog=" + catalog}
            : new String[] {"--format=delta"};
    write("plant-a", 1);
    write("plant-a", 2);
    Set<String> small = files();
    assertEquals(2, small.size());
    assertEquals(ExitCode.OK, register(place), err::toString);

    assertEquals(ExitCode.OK, run("compact", place), err::toString);
    Set<String> compacted = new HashSet<>(files());
    // Earlier snapshots need the small ones.
    assertTrue(compacted.containsAll(small), compacted::toString);
    compacted.removeAll(small);
    assertEquals(1, compacted.size());
    try (LakeTable table = open(format)) {
      assertEquals(compacted, table.files());
    }
    assertEquals(ExitCode.OK, register(place), err::toString);
    assertTrue(out.toString().startsWith("Nothing new: "), out::toString);

    String[] expire =
        Stream.concat(Stream.of(place), Stream.of("--retention=1d", "--keep-snapshots=0s"))
            .toArray(String[]::new);
    assertEquals(ExitCode.OK, run("expire", expire), err::toString);
    assertEquals(Set.of(), files());
    try (LakeTable table = open(format)) {
      assertEquals(Set.of(), table.files());
    }
  }

  @Test
  void commandsOfTheDocsDoWhatTheySay() throws IOException {
    write("plant-a", 1);
    write("plant-a", 2);
    String page = Files.readString(Checkout.root().resolve("docs/lake.md"));
    List<String> lines =
        page.substring(page.indexOf("## Tables"))
            .lines()
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("./plantbeam lake "))
            .toList();
    assertEquals(4, lines.size());
    for (String line : lines) {
      String[] words =
          line.replace("out/readings", lake).replace("out/warehouse", catalog).split(" ", -1);
      assertEquals(
          ExitCode.OK, execute(Stream.of(words).skip(1).toArray(String[]::new)), () -> line + err);
    }
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
        "--s3AccessKey=secret:env:PATH: needs --s3SecretKey=",
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
