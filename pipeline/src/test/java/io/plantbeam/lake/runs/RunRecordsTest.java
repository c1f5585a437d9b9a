package io.plantbeam.lake.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.SourceFile;
import io.plantbeam.lake.store.LakeDirectory;
import io.plantbeam.lake.store.LakeDirectory.StoredFile;
import io.plantbeam.parquet.ChannelOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
  private static final SourceFile FIRST = new SourceFile("/in/1.ndjson", 100, 5);
  private static final SourceFile SECOND = new SourceFile("/in/2.ndjson", 50, 6);
  private static final String FOLDER = "facility_id=f/sensor_type=t/date=2026-01-01/";

  @TempDir Path folder;

  /** Where the files of the lake are on a disk. */
  private Path files;

  private LakeDirectory lake;
  private RunRecords records;

  @BeforeEach
  void openLake() {
    files = directory();
    lake = LakeDirectory.of(location());
    records = new RunRecords(lake);
  }

  String location() {
    return directory().toString();
  }

  Path directory() {
    return folder.resolve("lake");
  }

  @Test
  void sameRunAgainIsAllowedAndKeepsItsFiles() throws IOException {
    finish(check(false, FIRST), "a", "b");
    LakeRun again = check(false, FIRST);
    finish(again, "a", "b");
    assertFalse(again.interrupted());
    assertEquals(List.of("a", "b"), files());
    RunRecord record = records.all().get(0);
    assertEquals(2, record.files());
    assertEquals(14, record.rows());
    assertTrue(record.complete());
  }

  @Test
  void sameRunThatComesToOtherFilesTakesItsOwnPlace() throws IOException {
    finish(check(false, FIRST), "a", "b");
    finish(check(false, FIRST), "b", "c");
    assertEquals(List.of("b", "c"), files());
  }

  @Test
  void runOnTheSameFileAndAnotherIsRefusedWithTwoWaysOut() throws IOException {
    finish(check(false, FIRST), "a");
    assertEquals(
        "--output=out: holds readings of /in/1.ndjson from an earlier run, which would be there"
            + " twice; give another --output, or --overlap=replace, by which this run takes the"
            + " place of that one",
        refusal(false, FIRST, SECOND));
  }

  @Test
  void runOnAFileThatHasGrownIsRefused() throws IOException {
    finish(check(false, FIRST), "a");
    assertTrue(
        refusal(false, new SourceFile(FIRST.name(), 120, 7)).contains("from an earlier run"));
  }

  @Test
  void runsOnOtherFilesStandBesideEachOther() throws IOException {
    finish(check(false, FIRST), "a");
    finish(check(false, SECOND), "b");
    assertEquals(List.of("a", "b"), files());
    assertEquals(2, records.all().size());
  }

  @Test
  void runThatReplacesTakesThePlaceOfAllThatItsFilesOverlap() throws IOException {
    finish(check(false, FIRST), "a", "same");
    finish(check(false, SECOND), "b");
    LakeRun both = check(true, FIRST, SECOND);
    write("new");
    assertEquals(List.of("a", "b", "new", "same"), files());
    finish(both, "new", "same");
    assertEquals(List.of("new", "same"), files());
    assertEquals(List.of(both.id()), records.all().stream().map(RunRecord::run).toList());
    assertEquals(2, own().size(), () -> own().toString());
  }

  @Test
  void fileThatAThirdRunHasWrittenTooStays() throws IOException {
    finish(check(false, FIRST), "a", "shared");
    finish(check(false, SECOND), "shared");
    finish(check(true, FIRST, new SourceFile("/in/3.ndjson", 1, 1)), "new");
    assertEquals(List.of("new", "shared"), files());
  }

  @Test
  void replacingARunThatHasReadMoreIsRefused() throws IOException {
    finish(check(false, FIRST, SECOND), "a");
    assertEquals(
        "--overlap=replace: the earlier run has read /in/2.ndjson too, whose readings would be"
            + " gone; have this run read all that it takes the place of, or give another --output",
        refusal(true, FIRST));
  }

  @Test
  void killedRunIsRepeatedAndLeavesNothingOfItsFirstAttempt() throws IOException {
    LakeRun killed = check(false, FIRST);
    records.begin(killed);
    writeParquet("left", killed.id());
    writeParquet("stream", null);
    assertTrue(refusal(false, FIRST, SECOND).contains("was stopped, or has not ended yet"));

    LakeRun again = check(false, FIRST);
    assertTrue(again.interrupted());
    writeParquet("a", again.id());
    records.complete(again, List.of(new WrittenFile(FOLDER + "a.parquet", 7)), List.of());
    assertEquals(List.of("a", "stream"), files());
  }

  @Test
  void killedRunIsReplacedWithAllThatItHasWritten() throws IOException {
    LakeRun killed = check(false, FIRST);
    records.begin(killed);
    writeParquet("left", killed.id());
    writeParquet("stream", null);
    LakeRun both = check(true, FIRST, SECOND);
    writeParquet("new", both.id());
    records.begin(both);
    records.complete(both, List.of(new WrittenFile(FOLDER + "new.parquet", 7)), List.of());
    assertEquals(List.of("new", "stream"), files());
  }

  @Test
  void crashBeforeTheOldFilesAreDeletedIsPutRightByTheNextRun() throws IOException {
    finish(check(false, FIRST), "a");
    LakeRun both = check(true, FIRST, SECOND);
    finish(both, "new");
    // As it was before the last step.
    write("a");
    String record =
        Files.readString(files.resolve("_plantbeam/runs/" + both.id() + ".json"))
            .replace("\"obsolete\" : [ ]", "\"obsolete\" : [ \"" + FOLDER + "a.parquet\" ]");
    Files.writeString(files.resolve("_plantbeam/runs/" + both.id() + ".json"), record);

    check(false, new SourceFile("/in/9.ndjson", 1, 1));
    assertEquals(List.of("new"), files());
    assertEquals(List.of(), records.all().get(0).obsolete());
  }

  @Test
  void runWithoutAReadingHasARecord() throws IOException {
    records.complete(check(false, FIRST), List.of(), List.of());
    assertEquals(0, records.all().get(0).rows());
  }

  @Test
  void filesOfOtherOutputsAreReplacedTogetherWithTheLake() throws IOException {
    finishWithOutputs(check(false, FIRST), "stats/a", "stats/same", "alerts/a");
    LakeRun both = check(true, FIRST, SECOND);
    records.begin(both);
    nameOutput(both, "stats/new");
    assertEquals(List.of("alerts/a", "stats/a", "stats/new", "stats/same"), outputs());
    finishWithOutputs(both, "stats/new", "stats/same");
    assertEquals(List.of("stats/new", "stats/same"), outputs());
    assertEquals(List.of("stats/new", "stats/same"), records.all().get(0).outputs());
    assertEquals(2, own().size(), () -> own().toString());
  }

  @Test
  void sameRunWithOtherResultsTakesThePlaceOfItsEarlierOnes() throws IOException {
    finishWithOutputs(check(false, FIRST), "stats/a", "alerts/a");
    finishWithOutputs(check(false, FIRST), "stats/a", "alerts/b");
    assertEquals(List.of("alerts/b", "stats/a"), outputs());
  }

  @Test
  void resultsThatAnotherRunHasTooStay() throws IOException {
    finishWithOutputs(check(false, FIRST), "stats/a", "stats/shared");
    finishWithOutputs(check(false, SECOND), "stats/shared");
    finishWithOutputs(check(true, FIRST, new SourceFile("/in/3.ndjson", 1, 1)), "stats/new");
    assertEquals(List.of("stats/new", "stats/shared"), outputs());
  }

  @Test
  void resultsOfAKilledRunGoWithWhatTakesItsPlace() throws IOException {
    LakeRun killed = check(false, FIRST);
    records.begin(killed);
    nameOutput(killed, "stats/left");
    nameOutput(killed, "stats/same");
    lake.above().write("stats/stream", new byte[] {1});
    LakeRun both = check(true, FIRST, SECOND);
    finishWithOutputs(both, "stats/new", "stats/same");
    assertEquals(List.of("stats/new", "stats/same", "stats/stream"), outputs());
    assertEquals(2, own().size(), () -> own().toString());
  }

  @Test
  void crashBeforeTheOldResultsAreDeletedIsPutRightByTheNextRun() throws IOException {
    finishWithOutputs(check(false, FIRST), "stats/a");
    LakeRun both = check(true, FIRST, SECOND);
    finishWithOutputs(both, "stats/new");
    // As it was before the last step.
    lake.above().write("stats/a", new byte[] {1});
    Path record = files.resolve("_plantbeam/runs/" + both.id() + ".json");
    Files.writeString(
        record,
        Files.readString(record)
            .replace("\"obsolete_outputs\" : [ ]", "\"obsolete_outputs\" : [ \"stats/a\" ]"));

    check(false, new SourceFile("/in/9.ndjson", 1, 1));
    assertEquals(List.of("stats/new"), outputs());
    assertEquals(List.of(), records.all().get(0).obsoleteOutputs());
  }

  @Test
  void recordOfAnEarlierVersionHasNoOtherOutputs() throws IOException {
    lake.write(
        "_plantbeam/runs/x.json",
        "{\"run\":\"x\",\"complete\":true}".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), records.all().get(0).outputs());
  }

  @Test
  void recordThatIsDamagedIsNamed() throws IOException {
    lake.write("_plantbeam/runs/x.json", "{\"run\":".getBytes(StandardCharsets.UTF_8));
    IOException e = assertThrows(IOException.class, () -> check(false, FIRST));
    assertTrue(
        e.getMessage().contains("_plantbeam/runs/x.json is no record of a run: "), e.getMessage());
  }

  private LakeRun check(boolean replace, SourceFile... inputs) throws IOException {
    return Overlap.check(lake, "out", "telemetry", List.of(inputs), replace);
  }

  private String refusal(boolean replace, SourceFile... inputs) {
    return assertThrows(InvalidOptionsException.class, () -> check(replace, inputs)).getMessage();
  }

  private void finish(LakeRun run, String... names) throws IOException {
    records.begin(run);
    for (String name : names) {
      write(name);
    }
    records.complete(
        run,
        Stream.of(names).map(name -> new WrittenFile(FOLDER + name + ".parquet", 7)).toList(),
        List.of());
  }

  private void finishWithOutputs(LakeRun run, String... outputs) throws IOException {
    records.begin(run);
    for (String output : outputs) {
      nameOutput(run, output);
    }
    records.complete(run, List.of(), List.of(outputs));
  }

  private void nameOutput(LakeRun run, String path) throws IOException {
    records.naming(run, path);
    lake.above().write(path, new byte[] {1});
  }

  /** The files that are beside the lake. */
  private List<String> outputs() throws IOException {
    return lake.above().list("").stream()
        .map(StoredFile::path)
        .filter(path -> !path.startsWith("lake/"))
        .toList();
  }

  private void write(String name) throws IOException {
    lake.write(FOLDER + name + ".parquet", new byte[] {1});
  }

  private void writeParquet(String name, String run) throws IOException {
    MessageType schema =
        Types.buildMessage().required(PrimitiveTypeName.INT64).named("n").named("rows");
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (ParquetWriter<?> writer =
        ExampleParquetWriter.builder(new ChannelOutput(Channels.newChannel(content)))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withExtraMetaData(run == null ? Map.of() : Map.of(LakeRun.NOTE, run))
            .build()) {
      assertTrue(writer.getDataSize() >= 0);
    }
    lake.write(FOLDER + name + ".parquet", content.toByteArray());
  }

  /** The names of the files of readings, without their folder and ending. */
  private List<String> files() throws IOException {
    return lake.readings().stream()
        .map(file -> file.path().substring(FOLDER.length()).replace(".parquet", ""))
        .toList();
  }

  private List<String> own() {
    try {
      return lake.list(LakeDirectory.OWN).stream().map(StoredFile::path).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
