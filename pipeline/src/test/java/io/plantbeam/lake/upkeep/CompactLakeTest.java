package io.plantbeam.lake.upkeep;

import static io.plantbeam.lake.upkeep.TestLake.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactLakeTest {
  static final String DAY = "2026-01-01T00:00:00Z";
  static final Instant LATER = Instant.parse("2026-01-05T00:00:00Z");
  static final String FOLDER = "facility_id=f%2F1/sensor_type=t/date=2026-01-01/";

  @TempDir Path folder;
  TestLake lake;
  final List<String> said = new ArrayList<>();

  @BeforeEach
  void openLake() {
    lake = open();
  }

  TestLake open() {
    return new TestLake(folder);
  }

  @Test
  void smallFilesOfADayBecomeOneSortedBySensorAndTime() throws IOException, SQLException {
    for (int i = 0; i < 6; i++) {
      lake.write(
          batch("s2", "f/1", DAY, i * 40, i * 40 + 40),
          batch("s1", "f/1", DAY, 400 - i * 40, 440 - i * 40));
    }
    List<String> before = lake.rows();

    CompactLake.Result result = compact(false);

    assertEquals(before, lake.rows());
    assertEquals(1, readings().size());
    assertTrue(readings().get(0).startsWith(FOLDER + "compacted-"), () -> readings().toString());
    assertEquals(480, result.rows());
    assertEquals(0, result.repeats());
    assertEquals(6, result.files());
    assertEquals(
        lake.query("select sensor_id || ' ' || timestamp from lake order by sensor_id, timestamp"),
        lake.query("select sensor_id || ' ' || timestamp from lake"));
    assertEquals(List.of(), verify());
  }

  @Test
  void repeatsOfAnIdentityAreLeftOutAndCounted() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 100));
    List<String> once = lake.rows();
    lake.write(batch("s", "f/1", DAY, 0, 30));
    lake.write(batch("s", "f/1", DAY, 20, 60));
    assertEquals(170, lake.rows().size());

    CompactLake.Result result = compact(false);

    assertEquals(70, result.repeats());
    assertEquals(once, lake.rows());
    assertTrue(said.get(0).endsWith("70 repeats left out"), said::toString);
    assertEquals(List.of(), verify());
  }

  @Test
  void readingsOfAnotherSourceOrValueAreNoRepeats() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch(Origin.ofPartition("telemetry", 4), "s", "f/1", DAY, 0, 10));
    lake.write(batch(Origin.ofFile("/in.ndjson"), "s", "f/1", DAY, 0, 10));
    List<String> before = lake.rows();
    assertEquals(0, compact(false).repeats());
    assertEquals(before, lake.rows());
  }

  @Test
  void dryRunChangesNothing() throws IOException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    List<String> before = lake.files();
    CompactLake.Result result = compact(true);
    assertEquals(before, lake.files());
    assertEquals(20, result.rows());
    assertEquals(0, result.newFiles());
    assertEquals(
        List.of(
            "[1/1] %s: 2 files with 20 rows would become one, or several of 256 MB"
                .formatted(FOLDER.substring(0, FOLDER.length() - 1))),
        said);
  }

  @Test
  void dayThatIsNotOverForLongEnoughIsLeftAlone() throws IOException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    List<String> before = lake.files();
    CompactLake early = new CompactLake(lake.directory(), List.of(), Duration.ofDays(1), said::add);
    assertEquals(0, early.run(Instant.parse("2026-01-02T23:59:59Z"), false).partitions());
    assertEquals(before, lake.files());
    assertEquals(1, early.run(Instant.parse("2026-01-03T00:00:00Z"), false).partitions());
  }

  @Test
  void compactingAgainDoesNothingUntilANewFileComes() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    compact(false);
    List<String> files = lake.files();
    assertEquals(0, compact(false).partitions());
    assertEquals(files, lake.files());

    lake.write(batch("s", "f/1", DAY, 15, 25));
    assertEquals(5, compact(false).repeats());
    assertEquals(25, lake.rows().size());
    assertEquals(1, readings().size());
  }

  @Test
  void largeDayBecomesSeveralFilesInOrder() throws IOException, SQLException {
    for (int i = 0; i < 4; i++) {
      lake.write(batch("s" + i % 2, "f/1", DAY, i * 2000, i * 2000 + 2000));
    }
    List<String> before = lake.rows();
    new CompactLake(lake.directory(), List.of(), Duration.ofDays(1), 20_000, said::add)
        .run(LATER, false);
    assertEquals(before, lake.rows());
    assertTrue(readings().size() > 1, () -> readings().toString());
    // No file has sensors and times between those of another.
    assertEquals(
        List.of("true"),
        lake.query(
            "select bool_and(first > previous) from (select first, lag(last, 1, '') over (order by"
                + " first) as previous from (select min(sensor_id || timestamp) as first,"
                + " max(sensor_id || timestamp) as last from lake group by filename))"));
    assertEquals(List.of(), verify());
  }

  @Test
  void crashBeforeTheOldFilesGoIsFinishedByTheNextCommand() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 5, 20));
    CompactLake crashes =
        new CompactLake(
            lake.directory(), List.of(new CrashingTable()), Duration.ofDays(1), said::add);
    assertThrows(IllegalStateException.class, () -> crashes.run(LATER, false));
    assertEquals(3, readings().size());
    assertTrue(verify().get(0).contains("was interrupted"), () -> said.toString());

    compact(false);
    assertEquals(20, lake.rows().size());
    assertEquals(1, readings().size());
    assertEquals(List.of(), verify());
  }

  @Test
  void crashBeforeTheNewFilesAreThereIsTakenBack() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    List<String> before = readings();
    String one = FOLDER + "compacted-1.parquet";
    Files.copy(lake.file(before.get(0)), lake.file(one));
    Files.createDirectories(lake.file("_plantbeam/swaps"));
    Files.writeString(
        lake.file("_plantbeam/swaps/0.json"),
        """
        {"removed":["%s","%s"],"added":[{"path":"%s","rows":10},
          {"path":"%scompacted-2.parquet","rows":10}]}
        """
            .formatted(before.get(0), before.get(1), one, FOLDER));
    new Swaps(lake.directory(), List.of()).recover();
    assertEquals(before, readings());
    assertEquals(20, lake.rows().size());
  }

  @Test
  void filesThatASnapshotNeedsStayUntilItIsForgotten() throws IOException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    List<String> before = readings();
    KeepingTable table = new KeepingTable(before);
    CompactLake compact =
        new CompactLake(lake.directory(), List.of(table), Duration.ofDays(1), said::add);
    compact.run(LATER, false);
    assertEquals(List.of(before), table.replaced);
    assertEquals(3, readings().size());
    assertEquals(0, compact.run(LATER, false).partitions());

    table.needed.clear();
    compact.run(LATER, false);
    assertEquals(table.replacements, readings());
  }

  @Test
  void columnThatOneFileHasIsKeptAndReadsNothingInTheOthers() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.execute(
        "copy (select * exclude (filename, facility_id, sensor_type, date) replace ('s0' as"
            + " sensor_id), 7::bigint as newer from lake) to '%s%snewer.parquet' (format parquet)"
                .formatted(lake.file("") + "/", FOLDER));
    compact(false);
    assertEquals(
        List.of("s null", "s0 7"),
        lake.query(
            "select distinct sensor_id || ' ' || coalesce(newer::varchar, 'null') as c from lake"
                + " order by c"));
    assertEquals(20, lake.rows().size());
  }

  @Test
  void damagedFileIsNamedAndNothingIsChanged() throws IOException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 10, 20));
    Path damaged = lake.file(readings().get(1));
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[40] ^= 0x55;
    Files.write(damaged, bytes);
    List<String> before = lake.files();
    IOException e = assertThrows(IOException.class, () -> compact(false));
    assertTrue(e.getMessage().contains(damaged.getFileName().toString()), e.getMessage());
    assertEquals(before, lake.files());
    assertTrue(verify().get(0).contains("cannot be read"), () -> said.toString());
  }

  @Test
  void verifySaysWhatIsMissingAndWhatIsThereTwice() throws IOException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", DAY, 5, 20));
    VerifyLake.Result result = new VerifyLake(lake.directory(), said::add).run(OptionalLong.of(24));
    assertEquals(25, result.rows());
    assertEquals(20, result.identities());
    assertEquals(5, result.repeats());
    assertEquals(
        List.of(
            "25 readings are in the lake, and 24 were archived by the summaries that are given"),
        result.problems());
  }

  @Test
  void expiryDeletesDaysAndNothingElse() throws IOException, SQLException {
    lake.write(batch("s", "f/1", DAY, 0, 10));
    lake.write(batch("s", "f/1", "2026-01-02T00:00:00Z", 0, 10));
    lake.write(batch("s", "f2", "2026-01-03T00:00:00Z", 0, 10));
    ExpireLake expire = new ExpireLake(lake.directory(), List.of(), Duration.ofDays(90), said::add);
    Instant now = Instant.parse("2026-04-03T12:00:00Z");
    List<String> before = lake.files();
    assertEquals(2, expire.run(now, true).days());
    assertEquals(before, lake.files());
    assertEquals(2, expire.run(now, false).days());
    assertEquals(List.of("2026-01-03"), lake.query("select distinct date::varchar from lake"));
    assertEquals(0, expire.run(now, false).days());
    assertEquals(List.of("facility_id=f2"), List.of(lake.files().get(0).replaceFirst("/.*", "")));
  }

  final CompactLake.Result compact(boolean dryRun) throws IOException {
    return new CompactLake(lake.directory(), List.of(), Duration.ofDays(1), said::add)
        .run(LATER, dryRun);
  }

  final List<String> verify() throws IOException {
    return new VerifyLake(lake.directory(), said::add).run(OptionalLong.empty()).problems();
  }

  final List<String> readings() {
    try {
      return lake.directory().readings().stream().map(file -> file.path()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Stands for a process that dies when the new files are there. */
  private static final class CrashingTable implements LakeTable {
    @Override
    public void swap(List<String> replaced, List<String> replacements) {
      throw new IllegalStateException("killed");
    }

    @Override
    public void dropBefore(LocalDate day) {}

    @Override
    public Set<String> neededFiles() {
      return Set.of();
    }
  }

  private static final class KeepingTable implements LakeTable {
    private final Set<String> needed;
    private final List<List<String>> replaced = new ArrayList<>();
    private List<String> replacements;

    private KeepingTable(List<String> needed) {
      this.needed = new HashSet<>(needed);
    }

    @Override
    public void swap(List<String> gone, List<String> come) {
      replaced.add(gone);
      replacements = come;
    }

    @Override
    public void dropBefore(LocalDate day) {}

    @Override
    public Set<String> neededFiles() {
      return needed;
    }
  }
}
