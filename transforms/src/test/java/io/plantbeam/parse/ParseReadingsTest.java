package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.Batches;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parse.json.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParseReadingsTest {
  private static final long HOUR = 3_600_000;
  private static final long NEW_YEAR_2026 = 1_767_225_600_000L;
  private static final Origin FILE = Origin.ofFile("readings.ndjson");

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @BeforeEach
  void registerCoders() {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
  }

  private static RawMessage message(long offset, String json) {
    return RawMessage.of(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
        new MessagePosition(FILE, offset));
  }

  private static Reading reading(long offset, String metric, long time, double value) {
    return new Reading(
        new SeriesInfo("s-1", metric, metric.equals("heat") ? "heat" : "power", null, unit(metric)),
        time * 1000,
        value,
        1.0,
        RangeCheck.OK,
        new MessagePosition(FILE, offset));
  }

  /** A good measure and a bad one. */
  private static RawMessage mixed() {
    return message(
        160, "{'sensor_id':'s-1','timestamp':" + NEW_YEAR_2026 + ",'voltage':1,'current':[]}");
  }

  private static String unit(String metric) {
    return switch (metric) {
      case "voltage" -> "V";
      case "current" -> "A";
      default -> null;
    };
  }

  private PCollectionTuple parse(RawMessage... messages) {
    return pipeline
        .apply(Create.of(List.of(List.of(messages))).withCoder(RawMessage.MessageCoder.LIST))
        .apply(ParseReadings.NAME, ParseReadings.of(JsonFormat.with(TestSensorTypes.create())));
  }

  @Test
  void readingsAndDeadLettersComeOutSeparatelyAndAreCounted() {
    RawMessage malformed = message(80, "{'sensor_id'");
    PCollectionTuple parsed =
        parse(
            message(
                0,
                "{'sensor_id':'s-1','timestamp':" + NEW_YEAR_2026 + ",'voltage':230,'current':2}"),
            malformed,
            mixed());
    PAssert.that(parsed.get(ParseReadings.READINGS))
        .satisfies(
            shards -> {
              assertEquals(
                  Set.of(
                      reading(0, "voltage", NEW_YEAR_2026, 230),
                      reading(160, "voltage", NEW_YEAR_2026, 1),
                      reading(0, "current", NEW_YEAR_2026, 2)),
                  Set.copyOf(Batches.readings(shards)));
              return null;
            });
    PAssert.that(parsed.get(ParseReadings.DEAD_LETTERS))
        .satisfies(
            letters -> {
              Map<Long, DeadLetter> byOffset = new HashMap<>();
              letters.forEach(letter -> byOffset.put(letter.position().offset(), letter));
              assertEquals(2, byOffset.size());
              assertEquals(Reason.MALFORMED_JSON, byOffset.get(80L).reason());
              assertEquals("ParseReadings", byOffset.get(80L).stage());
              assertEquals(
                  new DeadLetter(
                      Reason.INVALID_VALUE,
                      "current",
                      "current is an array, not a number",
                      "ParseReadings",
                      mixed().payload(),
                      mixed().position()),
                  byOffset.get(160L));
              return null;
            });
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(
        Map.of(Counters.MESSAGES, 3L, Counters.READINGS, 3L, Counters.DEAD_LETTERED, 2L),
        counters(result));
  }

  @Test
  void readingIsStampedWithItsEventTimeFromItsArrivalToAnHourLater() {
    long later = NEW_YEAR_2026 + 5000;
    long farFuture = 253_370_764_799_999L;
    PCollectionTuple parsed =
        parse(
            single("of-a-file", NEW_YEAR_2026, RawMessage.NO_ARRIVAL),
            single("behind", NEW_YEAR_2026, later),
            single("ahead", farFuture, later),
            single("both", farFuture, later),
            single("both", NEW_YEAR_2026 + 6000, later));
    PAssert.that(parsed.get(ParseReadings.READINGS).apply(Reify.timestamps()))
        .satisfies(
            shards -> {
              Map<String, Long> stamps = new HashMap<>();
              shards.forEach(
                  shard ->
                      stamps.put(
                          Batches.readings(List.of(shard.getValue())).get(0).series().sensorId(),
                          shard.getTimestamp().getMillis()));
              assertEquals(
                  Map.of(
                      "of-a-file",
                      NEW_YEAR_2026,
                      "behind",
                      later,
                      "ahead",
                      later + 3_600_000,
                      "both",
                      NEW_YEAR_2026 + 6000),
                  stamps);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void deadLetterIsStampedWithTheArrivalOfItsMessage() {
    long arrival = NEW_YEAR_2026 + 5000;
    PCollectionTuple parsed =
        parse(
            new RawMessage(new byte[0], 0, new MessagePosition(FILE, 0), arrival),
            new RawMessage(new byte[0], 0, new MessagePosition(FILE, 1), arrival + 1));
    PAssert.that(parsed.get(ParseReadings.DEAD_LETTERS).apply(Reify.timestamps()))
        .satisfies(
            letters -> {
              Map<Long, Long> stamps = new HashMap<>();
              letters.forEach(
                  letter ->
                      stamps.put(
                          letter.getValue().position().offset(),
                          letter.getTimestamp().getMillis()));
              assertEquals(Map.of(0L, arrival, 1L, arrival + 1), stamps);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readingsOfAStreamThatAreFarFromTheClockAreCounted() {
    long now = System.currentTimeMillis();
    parse(
        single("now", now, now),
        single("hours-ago", now - 23 * HOUR, now),
        single("days-ago", now - 25 * HOUR, now),
        single("years-ago", NEW_YEAR_2026 - 20 * 365 * 24 * HOUR, now),
        single("soon", now + HOUR / 2, now),
        single("later", now + 2 * HOUR, now),
        single("of-a-file", NEW_YEAR_2026, RawMessage.NO_ARRIVAL),
        single("of-a-file", NEW_YEAR_2026 + 7000, RawMessage.NO_ARRIVAL));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(2, counters(result).get(Counters.DAY_BEHIND_CLOCK));
    assertEquals(1, counters(result).get(Counters.HOUR_AHEAD_OF_CLOCK));
    MetricQueryResults found = result.metrics().queryMetrics(MetricsFilter.builder().build());
    for (MetricResult<DistributionResult> times : found.getDistributions()) {
      if (times.getName().getName().equals(Counters.EVENT_TIME_MILLIS)) {
        assertEquals(NEW_YEAR_2026, times.getCommitted().getMin());
        assertEquals(NEW_YEAR_2026 + 7000, times.getCommitted().getMax());
        return;
      }
    }
    throw new AssertionError("there are no event times of bounded input");
  }

  @Test
  void readingsWithoutSomeOfTheirAttributesAreCounted() {
    String fields = ",'timestamp':%d,'voltage':1,'current':2,'note':'%s'}";
    parse(
        message(0, "{'sensor_id':'s'" + fields.formatted(NEW_YEAR_2026, "x".repeat(9000))),
        message(1, "{'sensor_id':'s'" + fields.formatted(NEW_YEAR_2026, "x".repeat(90))));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(2, counters(result).get(Counters.ATTRIBUTES_CUT));
  }

  private static RawMessage single(String sensor, long time, long arrival) {
    RawMessage message =
        message(
            0,
            "{'sensor_id':'%s','metric_type':'heat','value':1,'timestamp':%d}"
                .formatted(sensor, time));
    return new RawMessage(message.payload(), message.length(), message.position(), arrival);
  }

  private static Map<String, Long> counters(PipelineResult result) {
    Map<String, Long> counters = new HashMap<>();
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace(Counters.NAMESPACE))
                .build())
        .getCounters()
        .forEach(counter -> counters.put(counter.getName().getName(), counter.getCommitted()));
    return counters;
  }
}
