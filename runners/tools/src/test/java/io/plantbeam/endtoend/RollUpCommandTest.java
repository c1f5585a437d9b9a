package io.plantbeam.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.cli.Plantbeam;
import io.plantbeam.launch.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roll-ups of a lake: those of the job that wrote it. */
class RollUpCommandTest {
  /** Summer time begins in Berlin six days later, and Kolkata's hours begin at half past. */
  private static final Instant BEGIN = Instant.parse("2026-03-23T00:10:00Z");

  private static final long EVERY_MILLIS = 400_000;
  private static final int READINGS = 2_200;
  private static final Map<String, ZoneId> ZONES =
      Map.of("f-0", ZoneId.of("Europe/Berlin"), "f-1", ZoneId.of("Asia/Kolkata"));

  @TempDir Path folder;

  private Path output;
  private final Map<String, List<Double>> patterns = new TreeMap<>();

  @BeforeEach
  void writeLake() throws IOException {
    Path registry = Files.createDirectory(folder.resolve("registry"));
    Files.writeString(
        registry.resolve("facilities.ndjson"),
        ZONES.entrySet().stream()
            .map(
                zone ->
                    "{\"facility_id\":\"%s\",\"name\":\"%1$s\",\"timezone\":\"%s\"}\n"
                        .formatted(zone.getKey(), zone.getValue()))
            .collect(Collectors.joining()));
    Files.writeString(
        registry.resolve("sensors.ndjson"),
        "{\"sensor_id\":\"s0\",\"facility_id\":\"f-0\",\"equipment_id\":\"e-0\"}\n");
    Random random = new Random(17);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      String sensor = "s" + i % 3;
      String facility = "f-" + i % 2;
      Instant time = BEGIN.plusMillis(i * EVERY_MILLIS + random.nextInt(100_000));
      double value = random.nextInt(400) / 4.0;
      // From the middle of an hour on.
      String type = i < READINGS / 2 ? "temperature" : "oven";
      lines.add(
          "{\"sensor_id\":\"%s\",\"facility_id\":\"%s\",\"timestamp\":%d,\"sensor_type\":\"%s\",\"value\":%s,\"quality_score\":%s}"
              .formatted(
                  sensor, facility, time.toEpochMilli(), type, value, random.nextInt(9) / 8.0));
      ZonedDateTime local = time.atZone(ZONES.get(facility));
      String key =
          "%s %s %s %d-W%02d %s %d"
              .formatted(
                  facility,
                  sensor,
                  type,
                  local.get(IsoFields.WEEK_BASED_YEAR),
                  local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                  local.getDayOfWeek().getValue(),
                  local.getHour());
      patterns.computeIfAbsent(key, first -> new ArrayList<>()).add(value);
    }
    Path input = Files.write(folder.resolve("in.ndjson"), lines);
    output = folder.resolve("out");
    assertEquals(
        ExitCode.OK,
        CommandRun.of(
                List.of(
                    "--inputFiles=" + input,
                    "--assetRegistry=" + registry,
                    "--rollupLake=true",
                    "--output=" + output))
            .exitCode());
  }

  @Test
  void hoursAndPatternsAreThoseOfTheJob() throws IOException, SQLException {
    Path again = folder.resolve("again");
    String said = run(ExitCode.OK, "--output=" + again);
    assertTrue(said.contains("with 2,200 rows: "), said);
    assertEquals(sorted(rows(output, "hourly")), sorted(rows(again, "hourly")));
    assertEquals(sorted(rows(output, "device-patterns")), sorted(rows(again, "device-patterns")));
  }

  @Test
  void patternsByWeekAreThoseOfTheReadings() throws IOException, SQLException {
    run(ExitCode.OK, "--output=" + folder.resolve("again"), "--by-week");
    List<String> expected = new ArrayList<>();
    patterns.forEach(
        (key, values) ->
            expected.add(
                "%s: %d %s"
                    .formatted(
                        key,
                        values.size(),
                        values.stream().mapToDouble(Double::doubleValue).sum() / values.size())));
    List<String> found =
        query(
            "select facility_id || ' ' || sensor_id || ' ' || metric || ' ' || week || ' ' || day_of_week || ' ' ||"
                + " hour_of_day || ': ' || readings || ' ' || mean"
                + " from read_parquet('%s/**/*.parquet', hive_partitioning = true)"
                    .formatted(folder.resolve("again/device-patterns")));
    assertEquals(sorted(expected), sorted(found));
  }

  @Test
  void filesOfTheJobAreReplacedWhereThatIsAskedFor() throws IOException, SQLException {
    List<String> hours = sorted(rows(output, "hourly"));
    String refused = run(ExitCode.INVALID_OPTIONS);
    assertTrue(refused.contains("put the new ones in their place with --replace"), refused);

    Path stale = Files.write(output.resolve("hourly/sensor_type=oven/old.parquet"), new byte[1]);
    run(ExitCode.OK, "--replace");
    assertFalse(Files.exists(stale));
    assertEquals(hours, sorted(rows(output, "hourly")));
  }

  @Test
  void fileThatCannotBeReadIsNamedAndNothingIsReplaced() throws IOException, SQLException {
    List<String> hours = sorted(rows(output, "hourly"));
    Path broken =
        Files.write(
            output.resolve("readings/facility_id=f-0/sensor_type=oven/date=2026-03-30/x.parquet"),
            new byte[100]);
    Path stale = Files.write(output.resolve("hourly/sensor_type=oven/old.parquet"), new byte[1]);
    String said = run(ExitCode.JOB_FAILED, "--replace");
    assertTrue(
        said.contains("date=2026-03-30/x.parquet: cannot be read: it is not a Parquet file"), said);
    Files.delete(broken);
    Files.delete(stale);
    assertEquals(hours, sorted(rows(output, "hourly")));
  }

  private String run(int exitCode, String... options) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed);
    String[] arguments =
        Stream.concat(
                Stream.of("rollup", "--lake=" + output.resolve("readings")), Arrays.stream(options))
            .toArray(String[]::new);
    int code = Plantbeam.commandLine().setOut(writer).setErr(writer).execute(arguments);
    assertEquals(exitCode, code, printed::toString);
    return printed.toString();
  }

  private static List<String> rows(Path directory, String name) throws SQLException {
    return query(
        "select to_json(r)::varchar from (select * from"
            + " read_parquet('%s/**/*.parquet', hive_partitioning = true)) r"
                .formatted(directory.resolve(name)));
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }
}
