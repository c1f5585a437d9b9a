package io.plantbeam.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteLakeTest {
  private static final Origin FILE = Origin.ofFile("/data/in.ndjson");

  @TempDir Path folder;

  @Test
  void readingIsReadBackWithAllColumns() throws SQLException {
    SeriesInfo series = new SeriesInfo("s1", "temperature", "temperature", "plant-a", "°C");
    AssetContext asset =
        new AssetContext(
            true,
            "plant-a",
            "Plant A",
            "Köln",
            "America/New_York",
            "line 1",
            "press-1",
            "weekly",
            "2026-01-01",
            10,
            Double.NaN,
            5,
            7);
    ReadingBatch readings =
        new ReadingBatch.Builder(series, Origin.ofPartition("telemetry", 3))
            .add(
                new Reading(
                    series,
                    millis("2026-03-02T03:04:05.678Z") * 1000 + 912,
                    21.5,
                    0.75,
                    RangeCheck.CLAMPED,
                    new MessagePosition(Origin.ofPartition("telemetry", 3), 42),
                    "{\"a\":\"é\"}"))
            .build();

    write(new EnrichedBatch(readings, asset));

    assertEquals(
        List.of(
            "s1|temperature|2026-03-02 03:04:05.678912|21.5|°C|0.75|clamped|Plant A|Köln"
                + "|America/New_York|line 1|press-1|weekly|2026-01-01|10.0|null|true|22|7|night"
                + "|telemetry|3|42|null|{\"a\":\"é\"}|plant-a|temperature|2026-03-02"),
        query(
            "select sensor_id, metric, strftime(timezone('UTC', timestamp), '%Y-%m-%d %H:%M:%S.%f'),"
                + " value, unit, quality_score, range_check, facility_name, location, timezone,"
                + " production_line, equipment_id, maintenance_schedule, calibration_date,"
                + " alert_low, alert_high, asset_matched, hour_of_day, day_of_week, shift,"
                + " source_topic, source_partition, source_offset, source_file, attributes, facility_id,"
                + " sensor_type, date from lake"));
    assertEquals(
        List.of("TIMESTAMP WITH TIME ZONE|BIGINT|BOOLEAN|DOUBLE"),
        query(
            "select typeof(timestamp), typeof(hour_of_day), typeof(asset_matched), typeof(value)"
                + " from lake"));
  }

  @Test
  void columnsAreThoseOfThePublishedTable() throws SQLException {
    write(batch("s", "f", "t", "2026-01-01T00:00:00Z"));
    List<String> columns =
        new ArrayList<>(LakeRow.SCHEMA.fields().stream().map(OutputSchema.Field::name).toList());
    columns.addAll(List.of("facility_id", "sensor_type", "date"));
    columns.sort(null);
    assertEquals(
        columns,
        query("select column_name from (describe select * from lake)").stream().sorted().toList());
  }

  @Test
  void oddPartitionValuesAreReadBackAsTheyWere() throws SQLException {
    List<String> values =
        List.of(
            "a/b", "a=b", "100%", "a b", "ä", "..", "x#1", "a\tb", "'\"", "a+b", "日本", "*?[]{}");
    List<EnrichedBatch> batches = new ArrayList<>();
    for (String value : values) {
      batches.add(batch("s", value, value, "2026-01-01T00:00:00Z"));
    }
    batches.add(batch("s", null, "", "2026-01-01T00:00:00Z"));
    batches.add(batch("s", "x".repeat(1000), "€".repeat(200), "2026-01-01T00:00:00Z"));
    write(batches.toArray(EnrichedBatch[]::new));

    List<String> expected = new ArrayList<>(values.stream().map(v -> v + "|" + v).toList());
    expected.add("unknown|unknown");
    expected.sort(null);
    assertEquals(
        expected,
        query("select facility_id, sensor_type from lake where length(facility_id) < 100").stream()
            .sorted()
            .toList());
    assertEquals(List.of("1"), query("select count(*) from lake where length(facility_id) > 100"));
    assertEquals(
        List.of("true"),
        query("select starts_with(sensor_type, '€€€') from lake where length(facility_id) > 100"));
  }

  @Test
  void readingsAreFiledUnderTheUtcDateOfTheirEventTime() throws SQLException {
    write(
        batch("s", "f", "t", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z"),
        batch("s", "f", "t", "1969-12-31T23:00:00Z"));
    assertEquals(
        List.of("1969-12-31|1", "2025-12-31|1", "2026-01-01|1"),
        query("select date, count(*) from lake group by date order by date"));
  }

  @Test
  void sameDataWrittenAgainHasTheSameNames() throws IOException {
    EnrichedBatch first = batch("s1", "f", "t", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z");
    EnrichedBatch second = batch("s2", "f", "t", "2026-01-01T00:00:00Z");
    write(first, second);
    List<String> files = files();
    write(second, first);
    assertEquals(files, files());
    assertEquals(1, files.size());

    write(second);
    assertEquals(2, files().size());
  }

  @Test
  void manySeriesAreSpreadOverTheShards() throws IOException, SQLException {
    EnrichedBatch[] batches = new EnrichedBatch[50];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = batch("s" + i, "f", "t", "2026-01-01T00:00:00Z");
    }
    TestPipeline pipeline = pipeline();
    pipeline.apply(Create.of(List.of(batches))).apply(WriteLake.to(lake()).withShards(3));
    pipeline.run().waitUntilFinish();
    assertEquals(3, files().size());
    assertEquals(List.of("50"), query("select count(distinct sensor_id) from lake"));
  }

  @Test
  void streamingWritesAFileAnIntervalAndAnotherForWhatComesLate() throws IOException, SQLException {
    Instant watermark = Instant.parse("2026-01-01T00:25:00Z");
    EnrichedBatch late = batch("late", "f", "t", "2026-01-01T00:01:00Z");
    TestStream<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE)
            .addElements(
                at(
                    "2026-01-01T00:01:00Z",
                    batch("s1", "f", "t", "2026-01-01T00:01:00Z", "2026-01-01T00:11:00Z")),
                at("2026-01-01T00:02:00Z", batch("s2", "f", "t", "2026-01-01T00:02:00Z")))
            .advanceWatermarkTo(org.joda.time.Instant.ofEpochMilli(watermark.toEpochMilli()))
            .addElements(at(watermark.toString(), late))
            .advanceWatermarkToInfinity();
    TestPipeline pipeline = pipeline();
    pipeline
        .apply(stream)
        .apply(WriteLake.to(lake()).withInterval(java.time.Duration.ofMinutes(10)));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of("late|2026-01-01", "s1,s2|2026-01-01", "s1|2026-01-01"),
        query(
                "select string_agg(sensor_id, ',' order by sensor_id), any_value(date) from lake"
                    + " group by filename")
            .stream()
            .sorted()
            .toList());
    assertEquals(3, files().size());
  }

  @Test
  void intervalOfSeveralDaysIsStillFiledByDate() throws SQLException {
    EnrichedBatch batch = batch("s", "f", "t", "2026-01-04T12:00:00Z", "2026-01-06T12:00:00Z");
    TestStream<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE)
            .addElements(at("2026-01-04T12:00:00Z", batch))
            .advanceWatermarkToInfinity();
    TestPipeline pipeline = pipeline();
    pipeline.apply(stream).apply(WriteLake.to(lake()).withInterval(java.time.Duration.ofDays(3)));
    pipeline.run().waitUntilFinish();

    assertEquals(
        List.of("2026-01-04|2026-01-04", "2026-01-06|2026-01-06"),
        query(
            "select date, strftime(timezone('UTC', timestamp), '%Y-%m-%d') from lake order by date"));
  }

  private void write(EnrichedBatch... batches) {
    TestPipeline pipeline = pipeline();
    pipeline.apply(Create.of(List.of(batches))).apply(WriteLake.to(lake()));
    pipeline.run().waitUntilFinish();
  }

  private String lake() {
    return folder.resolve("readings").toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<String> files = paths.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
      assertFalse(files.stream().anyMatch(f -> f.contains(".tmp")), files::toString);
      return files;
    }
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create view lake as select * from read_parquet('%s/**/*.parquet',"
                  .formatted(lake().replace("'", "''"))
              + " hive_partitioning = true, hive_types_autocast = false, filename = true)");
      try (ResultSet rows = statement.executeQuery(withoutFileName(sql))) {
        List<String> found = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          found.add(
              Stream.iterate(1, i -> i + 1)
                  .limit(columns)
                  .map(i -> text(rows, i))
                  .collect(Collectors.joining("|")));
        }
        return found;
      }
    }
  }

  private static String withoutFileName(String sql) {
    return sql.replace("select * from lake", "select * exclude (filename) from lake");
  }

  private static String text(ResultSet rows, int column) {
    try {
      return String.valueOf(rows.getObject(column));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TimestampedValue<EnrichedBatch> at(String time, EnrichedBatch batch) {
    return TimestampedValue.of(batch, org.joda.time.Instant.ofEpochMilli(millis(time)));
  }

  private static EnrichedBatch batch(
      String sensor, String facility, String sensorType, String... times) {
    SeriesInfo series = new SeriesInfo(sensor, "m", sensorType, facility, null);
    ReadingBatch.Builder readings = new ReadingBatch.Builder(series, FILE);
    for (String time : times) {
      readings.add(
          new Reading(
              series, millis(time) * 1000, 1.5, 1.0, RangeCheck.OK, new MessagePosition(FILE, 7)));
    }
    return new EnrichedBatch(readings.build(), AssetContext.unmatched(facility));
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }
}
