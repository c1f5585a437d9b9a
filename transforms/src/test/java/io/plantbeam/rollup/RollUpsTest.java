package io.plantbeam.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.rollup.ReferenceRollUps.Point;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RollUpsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOURS_OF_TEST = 5;
  private static final Duration SIZE = Duration.ofMinutes(5);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  static final RollUpSettings SETTINGS =
      new RollUpSettings(
          Set.copyOf(RollUp.ALL),
          Map.of(
              RollUp.FACILITY_METRICS,
              new RollUpWindows(Duration.ofMinutes(1), Duration.ofSeconds(30)),
              RollUp.EQUIPMENT_HEALTH,
              new RollUpWindows(SIZE, PERIOD),
              RollUp.LINE_EFFICIENCY,
              new RollUpWindows(Duration.ofMinutes(10), Duration.ofMinutes(5))),
          10,
          Map.of("vibration", 2.0),
          Map.of(
              LineMetric.POWER,
              List.of(new MetricChoice(null, "power"), new MetricChoice(null, "power_watts")),
              LineMetric.VIBRATION,
              List.of(new MetricChoice("vibration", null)),
              LineMetric.TEMPERATURE,
              List.of(
                  new MetricChoice(null, "temperature"),
                  new MetricChoice(null, "temperature_celsius"))));

  /** Rows of jobs that run in this process, by job and roll-up. */
  private static final Map<String, Queue<String>> COLLECTED = new ConcurrentHashMap<>();

  private record Facility(String id, String name, String zone) {}

  private record Sensor(
      Facility facility,
      String line,
      String equipment,
      String id,
      String type,
      String metric,
      String unit) {}

  /**
   * Facilities with the same ids of lines, equipment and sensors, one whose hours begin at half
   * past, one without a zone, and sensors of which the registry knows nothing, or no line, or no
   * equipment.
   */
  private static List<Sensor> plant() {
    List<Facility> facilities =
        List.of(
            new Facility("f-1", "Works", "Europe/Berlin"),
            new Facility("f-2", "Plant", "America/Chicago"),
            new Facility("f-3", "Mill", "Asia/Kolkata"),
            new Facility("f-4", null, null),
            new Facility(null, null, null));
    List<Sensor> sensors = new ArrayList<>();
    for (Facility facility : facilities) {
      boolean known = facility.id != null;
      for (int i = 0; i < 8; i++) {
        String line = known && i != 7 ? "L" + i % 2 : null;
        String equipment = known && i != 6 ? "eq-" + i / 2 : null;
        switch (i % 4) {
          case 0 ->
              sensors.add(
                  new Sensor(
                      facility,
                      line,
                      equipment,
                      "s-" + i,
                      "temperature",
                      "temperature",
                      i == 4 && facility.id != null ? "fahrenheit" : "celsius"));
          case 1 ->
              sensors.add(
                  new Sensor(
                      facility, line, equipment, "s-" + i, "vibration", "acceleration_x", "m/s2"));
          case 2 ->
              sensors.add(
                  new Sensor(facility, line, equipment, "s-" + i, "power", "power_watts", "W"));
          default ->
              sensors.add(new Sensor(facility, line, equipment, "s-" + i, null, "level", null));
        }
      }
    }
    return sensors;
  }

  private static List<Point> points(Instant begin, int count, long seed) {
    Random random = new Random(seed);
    List<Sensor> sensors = plant();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sensor s = sensors.get(random.nextInt(sensors.size()));
      long time =
          begin.toEpochMilli() + random.nextInt((int) Duration.ofHours(HOURS_OF_TEST).toMillis());
      double value =
          random.nextInt(20) == 0
              ? 1e12 * random.nextGaussian()
              : random.nextGaussian() * (s.type == null ? 30 : 3);
      double quality =
          switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 0.95;
            case 2 -> 0.8;
            default -> random.nextDouble();
          };
      points.add(
          new Point(
              s.facility.id,
              s.facility.name,
              s.facility.zone,
              s.line,
              s.equipment,
              s.id,
              s.type,
              s.metric,
              s.unit,
              time,
              value,
              quality));
    }
    return points;
  }

  private static EnrichedBatch batch(Point p) {
    SeriesInfo series = new SeriesInfo(p.sensor(), p.metric(), p.type(), p.facility(), p.unit());
    Origin origin = Origin.ofPartition("readings", 0);
    ReadingBatch readings =
        new ReadingBatch.Builder(series, origin)
            .add(
                new Reading(
                    series,
                    p.time() * 1000,
                    p.value(),
                    p.quality(),
                    RangeCheck.OK,
                    new MessagePosition(origin, 0)))
            .build();
    AssetContext asset =
        new AssetContext(
            p.facility() != null,
            p.facility(),
            p.name(),
            null,
            p.zone(),
            p.line(),
            p.equipment(),
            null,
            null,
            Double.NaN,
            Double.NaN,
            0,
            0);
    return new EnrichedBatch(readings, asset);
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static SeriesPanes panes(Duration lateness) {
    return SeriesPanes.forWindows(SIZE, PERIOD, lateness);
  }

  /** Runs the roll-ups, and returns their rows as JSON. */
  private static Map<RollUp, Collection<String>> run(
      TestPipeline pipeline, PCollection<EnrichedBatch> readings, SeriesPanes panes) {
    PCollectionTuple rows =
        readings
            .apply("OrderReadings", panes.orderReadings())
            .apply("RollUps", RollUps.of(SETTINGS, panes));
    String job = Integer.toHexString(System.identityHashCode(pipeline));
    RollUps.ALL.forEach(kind -> collect(job, kind, rows));
    pipeline.run().waitUntilFinish();
    Map<RollUp, Collection<String>> found = new EnumMap<>(RollUp.class);
    for (RollUp rollUp : RollUp.ALL) {
      Collection<String> lines = COLLECTED.remove(job + rollUp);
      found.put(rollUp, lines == null ? List.of() : lines);
    }
    return found;
  }

  private static <T> void collect(String job, RollUps.Rows<T> kind, PCollectionTuple rows) {
    rows.get(kind.tag())
        .apply(
            "Collect" + kind.step(), ParDo.of(new Collect<>(job + kind.rollUp(), kind.schema())));
  }

  private static final class Collect<T> extends DoFn<T, Void> {
    private final String key;
    private final OutputSchema<T> schema;

    Collect(String key, OutputSchema<T> schema) {
      this.key = key;
      this.schema = schema;
    }

    @ProcessElement
    public void collect(@Element T row) throws IOException {
      StringWriter json = new StringWriter();
      try (JsonGenerator generator = JSON.getFactory().createGenerator(json)) {
        schema.writeJson(row, generator);
      }
      COLLECTED
          .computeIfAbsent(key, k -> new ConcurrentLinkedQueue<>())
          .add(schema.identity(row) + "\n" + json);
    }
  }

  /** The last revision of each row, without its number. */
  private static List<String> latest(Collection<String> rows) throws IOException {
    Map<String, ObjectNode> latest = new TreeMap<>();
    for (String row : rows) {
      int end = row.indexOf('\n');
      ObjectNode json = (ObjectNode) JSON.readTree(row.substring(end + 1));
      for (String deviation : List.of("variability", "stddev")) {
        if (json.path(deviation).isNumber()) {
          json.put(deviation, ReferenceRollUps.rounded(json.path(deviation).asDouble()));
        }
      }
      ObjectNode other = latest.put(row.substring(0, end), json);
      if (other != null) {
        long revision = json.path("revision").asLong();
        assertTrue(revision != other.path("revision").asLong(), row);
        if (revision < other.path("revision").asLong()) {
          latest.put(row.substring(0, end), other);
        }
      }
    }
    return latest.values().stream()
        .map(json -> json.without("revision").toString())
        .sorted()
        .toList();
  }

  private static Map<RollUp, List<String>> reference(List<Point> points, boolean byWeek) {
    Map<RollUp, List<String>> rows = new EnumMap<>(RollUp.class);
    rows.put(RollUp.FACILITY_METRICS, ReferenceRollUps.facilityMetrics(points));
    rows.put(RollUp.EQUIPMENT_HEALTH, ReferenceRollUps.equipmentHealth(points));
    rows.put(RollUp.LINE_EFFICIENCY, ReferenceRollUps.lineEfficiency(points));
    rows.put(RollUp.HOURLY, ReferenceRollUps.hourly(points));
    rows.put(RollUp.DEVICE_PATTERNS, ReferenceRollUps.devicePatterns(points, byWeek));
    return rows;
  }

  private static void assertLatest(
      Map<RollUp, List<String>> expected, Map<RollUp, Collection<String>> found)
      throws IOException {
    for (RollUp rollUp : RollUp.ALL) {
      List<String> lines = expected.get(rollUp).stream().sorted().toList();
      assertTrue(lines.size() > 50, rollUp + " has few rows");
      assertEquals(
          String.join("\n", lines), String.join("\n", latest(found.get(rollUp))), rollUp::label);
    }
  }

  /** Across a change to summer time and back, and changes of shift in all zones. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-03-28T23:30:00Z", "2026-10-24T22:30:00Z"})
  void batchHasTheRowsOfTheDefinition(Instant begin) throws IOException {
    List<Point> points = points(begin, 4_000, 1);
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> readings =
        pipeline.apply(Create.of(points.stream().map(RollUpsTest::batch).toList()));
    assertLatest(reference(points, false), run(pipeline, readings, panes(Duration.ZERO)));
  }

  /** With spans of a minute, and of 45 seconds, within which windows end. */
  @ParameterizedTest
  @CsvSource({"2026-03-28T23:30:00Z, 300, 60", "2026-10-24T22:30:00Z, 90, 45"})
  void streamHasTheRowsOfTheDefinition(Instant begin, long size, long period) throws IOException {
    List<Point> points = points(begin, 800, 2);
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> readings =
        pipeline.apply(stream(begin, points, Duration.ofMinutes(7)).advanceWatermarkToInfinity());
    SeriesPanes panes =
        SeriesPanes.forWindows(Duration.ofSeconds(size), Duration.ofSeconds(period), Duration.ZERO);
    Map<RollUp, Collection<String>> found = run(pipeline, readings, panes);
    assertLatest(reference(points, true), found);
    for (Collection<String> rows : found.values()) {
      assertTrue(rows.stream().allMatch(row -> row.contains("\"revision\":0")));
    }
  }

  private static TestStream.Builder<EnrichedBatch> stream(
      Instant begin, List<Point> points, Duration step) {
    TestStream.Builder<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
    long end = begin.plus(Duration.ofHours(HOURS_OF_TEST)).toEpochMilli();
    for (long from = begin.toEpochMilli(); from < end; from += step.toMillis()) {
      long until = from + step.toMillis();
      stream = with(stream, points, from, until);
      stream = stream.advanceWatermarkTo(org.joda.time.Instant.ofEpochMilli(until));
    }
    return stream;
  }

  private static TestStream.Builder<EnrichedBatch> with(
      TestStream.Builder<EnrichedBatch> stream, List<Point> points, long from, long until) {
    TestStream.Builder<EnrichedBatch> more = stream;
    for (Point point : points) {
      if (point.time() >= from && point.time() < until) {
        more =
            more.addElements(
                TimestampedValue.of(batch(point), org.joda.time.Instant.ofEpochMilli(from)));
      }
    }
    return more;
  }

  @Test
  void lateReadingsCorrectTheirRowsAndNoOthers() throws IOException {
    Instant begin = Instant.parse("2026-03-28T23:30:00Z");
    List<Point> onTime = points(begin, 500, 3);
    List<Point> late = points(begin, 12, 4);
    List<Point> all = new ArrayList<>(onTime);
    all.addAll(late);
    TestPipeline pipeline = pipeline();
    TestStream.Builder<EnrichedBatch> stream = stream(begin, onTime, Duration.ofMinutes(30));
    org.joda.time.Instant end =
        org.joda.time.Instant.ofEpochMilli(
            begin.plus(Duration.ofHours(HOURS_OF_TEST)).toEpochMilli());
    for (Point point : late) {
      stream = stream.addElements(TimestampedValue.of(batch(point), end));
    }
    PCollection<EnrichedBatch> readings = pipeline.apply(stream.advanceWatermarkToInfinity());
    Map<RollUp, Collection<String>> found =
        run(pipeline, readings, panes(Duration.ofHours(HOURS_OF_TEST + 1)));
    Map<RollUp, List<String>> expected = reference(all, true);
    assertLatest(expected, found);
    Map<RollUp, List<String>> before = reference(onTime, true);
    for (RollUp rollUp : RollUp.ALL) {
      long changed =
          expected.get(rollUp).stream().filter(row -> !before.get(rollUp).contains(row)).count();
      long rows = found.get(rollUp).size();
      assertTrue(changed > 0, rollUp::label);
      assertTrue(rows > before.get(rollUp).size(), rollUp::label);
      // The same row can be corrected by several of the late readings.
      assertTrue(
          rows - before.get(rollUp).size() <= late.size() * 10L, rollUp + " has rows too many");
    }
  }

  @Test
  void sumsOfAllRowsAreTheReadings() throws IOException {
    List<Point> points = points(Instant.parse("2026-03-28T23:30:00Z"), 2_000, 5);
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> readings =
        pipeline.apply(Create.of(points.stream().map(RollUpsTest::batch).toList()));
    Map<RollUp, Collection<String>> found = run(pipeline, readings, panes(Duration.ZERO));
    Map<RollUp, Integer> windows =
        Map.of(
            RollUp.FACILITY_METRICS, 2,
            RollUp.EQUIPMENT_HEALTH, 5,
            RollUp.LINE_EFFICIENCY, 2,
            RollUp.HOURLY, 1,
            RollUp.DEVICE_PATTERNS, 1);
    for (RollUp rollUp : RollUp.ALL) {
      long sum = 0;
      for (String row : found.get(rollUp)) {
        sum += JSON.readTree(row.substring(row.indexOf('\n') + 1)).path("readings").asLong();
      }
      assertEquals((long) points.size() * windows.get(rollUp), sum, rollUp::label);
    }
  }
}
