package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.Position;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParseReadingsTest {
  private static final long NEW_YEAR_2026 = 1_767_225_600_000L;
  private static final Origin FILE = Origin.ofFile("readings.ndjson");

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @BeforeEach
  void registerCoders() {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
  }

  private static RawMessage message(long offset, String json) {
    return RawMessage.of(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), new Position(FILE, offset));
  }

  private static Reading reading(long offset, String metric, long time, double value) {
    return new Reading(
        new SeriesInfo("s-1", metric, metric.equals("heat") ? "heat" : "power", null, unit(metric)),
        time,
        value,
        1.0,
        RangeCheck.OK,
        new Position(FILE, offset));
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

  private PCollectionTuple parse(Create.TimestampedValues<RawMessage> messages) {
    return pipeline
        .apply(messages)
        .apply(ParseReadings.NAME, ParseReadings.with(TestSensorTypes.create()));
  }

  @Test
  void readingsAndDeadLettersComeOutSeparatelyAndAreCounted() {
    RawMessage malformed = message(80, "{'sensor_id'");
    PCollectionTuple parsed =
        parse(
            Create.timestamped(
                at(
                    BoundedWindow.TIMESTAMP_MIN_VALUE,
                    message(
                        0,
                        "{'sensor_id':'s-1','timestamp':"
                            + NEW_YEAR_2026
                            + ",'voltage':230,'current':2}")),
                at(BoundedWindow.TIMESTAMP_MIN_VALUE, malformed),
                at(BoundedWindow.TIMESTAMP_MIN_VALUE, mixed())));
    PAssert.that(parsed.get(ParseReadings.READINGS))
        .containsInAnyOrder(
            reading(0, "voltage", NEW_YEAR_2026, 230),
            reading(0, "current", NEW_YEAR_2026, 2),
            reading(160, "voltage", NEW_YEAR_2026, 1));
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
    Instant later = Instant.ofEpochMilli(NEW_YEAR_2026 + 5000);
    long farFuture = 253_402_300_799_999L;
    String json = "{'sensor_id':'s-1','metric_type':'heat','value':1,'timestamp':%d}";
    PCollectionTuple parsed =
        parse(
            Create.timestamped(
                at(BoundedWindow.TIMESTAMP_MIN_VALUE, message(0, json.formatted(NEW_YEAR_2026))),
                at(later, message(1, json.formatted(NEW_YEAR_2026))),
                at(later, message(2, json.formatted(farFuture)))));
    PAssert.that(parsed.get(ParseReadings.READINGS).apply(Reify.timestamps()))
        .satisfies(
            readings -> {
              Map<Long, Instant> byOffset = new HashMap<>();
              readings.forEach(
                  reading ->
                      byOffset.put(reading.getValue().position().offset(), reading.getTimestamp()));
              assertEquals(
                  Map.of(
                      0L, Instant.ofEpochMilli(NEW_YEAR_2026),
                      1L, later,
                      2L, later.plus(Duration.standardHours(1))),
                  byOffset);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static TimestampedValue<RawMessage> at(Instant timestamp, RawMessage message) {
    return TimestampedValue.of(message, timestamp);
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
