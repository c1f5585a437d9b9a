package io.plantbeam.deduplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.model.Batches;
import io.plantbeam.model.Counters;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
  private static final long START = 1_767_225_600_000L;
  private static final Duration WITHIN = Duration.ofMinutes(10);

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @BeforeEach
  void registerCoders() {
    PlantbeamCoders.register(pipeline.getCoderRegistry());
  }

  private static Reading reading(
      String sensor, long second, double value, Origin origin, long offset) {
    SeriesInfo series = new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius");
    return new Reading(
        series,
        (START + second * 1_000) * 1_000,
        value,
        1.0,
        RangeCheck.OK,
        new MessagePosition(origin, offset));
  }

  private static Reading fromTopic(String sensor, long second, double value, long offset) {
    return reading(sensor, second, value, Origin.ofPartition("readings", 0), offset);
  }

  private static TimestampedValue<KV<Integer, List<ReadingBatch>>> inTime(Reading reading) {
    return TimestampedValue.of(
        Batches.shardOf(reading), Instant.ofEpochMilli(reading.eventTimeMillis()));
  }

  private static Create.Values<KV<Integer, List<ReadingBatch>>> batches(List<Reading> readings) {
    return Create.of(readings.stream().map(Batches::shardOf).toList())
        .withCoder(ReadingBatch.BatchCoder.OF_SHARD);
  }

  /** Each reading as {@code sensor second value origin offset}. */
  private static final class Describe extends DoFn<ReadingBatch, String> {
    @ProcessElement
    public void processElement(@Element ReadingBatch batch, OutputReceiver<String> output) {
      for (int i = 0; i < batch.size(); i++) {
        output.output(describe(batch.series().sensorId(), batch, i));
      }
    }

    private static String describe(String sensor, ReadingBatch batch, int i) {
      Origin origin = batch.origin();
      return "%s %d %s %s %d"
          .formatted(
              sensor,
              (batch.eventTimeMillis(i) - START) / 1_000,
              batch.value(i),
              origin.kind().equals(Origin.FILE)
                  ? origin.name()
                  : origin.name() + "/" + origin.partition(),
              batch.offset(i));
    }
  }

  private static PCollection<String> describe(PCollection<ReadingBatch> batches) {
    return batches.apply("Describe", ParDo.of(new Describe())).setCoder(StringUtf8Coder.of());
  }

  private PCollection<ReadingBatch> deduplicate(
      PCollection<KV<Integer, List<ReadingBatch>>> batches, Duration within) {
    return batches
        .apply("Deduplicate", Deduplicate.within(within))
        .apply("Batches", Flatten.iterables());
  }

  private static long counted(PipelineResult result, String counter) {
    long sum = 0;
    for (MetricResult<Long> metric :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, counter))
                    .build())
            .getCounters()) {
      sum += metric.getCommitted();
    }
    return sum;
  }

  private PipelineResult run() {
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  @Test
  void inBatchTheLeastOriginAndOffsetWinsWhateverTheOrder() {
    List<Reading> readings =
        new ArrayList<>(
            List.of(
                reading("s-1", 1, 12, Origin.ofFile("b"), 0),
                reading("s-1", 1, 12, Origin.ofFile("a"), 70),
                reading("s-1", 1, 12, Origin.ofFile("a"), 60),
                reading("s-1", 2, 13, Origin.ofFile("b"), 90),
                reading("s-2", 1, 15, Origin.ofPartition("t", 3), 1),
                reading("s-2", 1, 15, Origin.ofPartition("t", 2), 2)));
    Collections.shuffle(readings, new Random(3));
    PCollection<KV<Integer, List<ReadingBatch>>> input = pipeline.apply(batches(readings));

    PAssert.that(describe(deduplicate(input, WITHIN)))
        .containsInAnyOrder("s-1 1 12.0 a 60", "s-1 2 13.0 b 90", "s-2 1 15.0 t/2 2");

    assertEquals(3, counted(run(), Counters.DUPLICATES));
  }

  @Test
  void inBatchDuplicatesAreDroppedHoweverFarApartTheyArrive() {
    List<Reading> readings = new ArrayList<>();
    for (int second = 0; second < 3 * 3_600; second += 100) {
      readings.add(fromTopic("s-1", second, second, second));
    }
    readings.add(fromTopic("s-1", 0, 0, 1_000_000));
    readings.add(fromTopic("s-1", 3_600, 3_600, 1_000_001));
    PCollection<KV<Integer, List<ReadingBatch>>> input = pipeline.apply(batches(readings));

    PAssert.that(describe(deduplicate(input, WITHIN)))
        .containsInAnyOrder(
            IntStream.range(0, 108)
                .mapToObj(i -> "s-1 %d %s readings/0 %d".formatted(i * 100, i * 100.0, i * 100))
                .toList());

    assertEquals(2, counted(run(), Counters.DUPLICATES));
  }

  @Test
  void inBatchOutputIsSortedByEventTimeAndStampedWithTheFirst() {
    List<Reading> readings = new ArrayList<>();
    for (int second : new int[] {5, 1, 4, 2, 3, 3}) {
      readings.add(fromTopic("s-1", second, second, second));
    }
    PCollection<ReadingBatch> output = deduplicate(pipeline.apply(batches(readings)), WITHIN);

    PAssert.that(output.apply(ParDo.of(new TimesAndStamp())).setCoder(StringUtf8Coder.of()))
        .containsInAnyOrder("[1, 2, 3, 4, 5] at 1");
    run();
  }

  private static final class TimesAndStamp extends DoFn<ReadingBatch, String> {
    @ProcessElement
    public void processElement(
        @Element ReadingBatch batch, @Timestamp Instant timestamp, OutputReceiver<String> output) {
      long[] seconds = new long[batch.size()];
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = (batch.eventTimeMillis(i) - START) / 1_000;
      }
      output.output(Arrays.toString(seconds) + " at " + (timestamp.getMillis() - START) / 1_000);
    }
  }

  @Test
  void inAStreamTheFirstToArriveRemains() {
    TestStream<KV<Integer, List<ReadingBatch>>> stream =
        TestStream.create(ReadingBatch.BatchCoder.OF_SHARD)
            .addElements(
                inTime(fromTopic("s-1", 10, 1, 1)),
                inTime(fromTopic("s-1", 10, 1, 2)),
                inTime(fromTopic("s-2", 10, 1, 3)))
            .addElements(inTime(fromTopic("s-1", 11, 4, 4)), inTime(fromTopic("s-1", 10, 1, 5)))
            .advanceWatermarkTo(Instant.ofEpochMilli(START + 3_600_000))
            .addElements(inTime(fromTopic("s-1", 9, 6, 6)), inTime(fromTopic("s-1", 11, 4, 7)))
            .advanceWatermarkToInfinity();

    PAssert.that(describe(deduplicate(pipeline.apply(stream), WITHIN)))
        .containsInAnyOrder(
            "s-1 10 1.0 readings/0 1",
            "s-2 10 1.0 readings/0 3",
            "s-1 11 4.0 readings/0 4",
            "s-1 9 6.0 readings/0 6");

    assertEquals(3, counted(run(), Counters.DUPLICATES));
  }

  @Test
  void inAStreamADuplicateBeyondTheSpanPasses() {
    TestStream<KV<Integer, List<ReadingBatch>>> stream =
        TestStream.create(ReadingBatch.BatchCoder.OF_SHARD)
            .addElements(inTime(fromTopic("s-1", 0, 1, 1)))
            .addElements(inTime(fromTopic("s-1", 600, 2, 2)))
            .addElements(inTime(fromTopic("s-1", 0, 1, 3)))
            .addElements(inTime(fromTopic("s-1", 601, 4, 4)))
            .addElements(inTime(fromTopic("s-1", 0, 1, 5)))
            .advanceWatermarkToInfinity();

    PAssert.that(describe(deduplicate(pipeline.apply(stream), WITHIN)))
        .containsInAnyOrder(
            "s-1 0 1.0 readings/0 1",
            "s-1 600 2.0 readings/0 2",
            "s-1 601 4.0 readings/0 4",
            "s-1 0 1.0 readings/0 5");

    assertEquals(1, counted(run(), Counters.DUPLICATES));
  }

  @Test
  void inAStreamDuplicatesAreStillDroppedAfterAReadingOfAWrongClock() {
    long wrong = 86_400 * 365 * 70L;
    TestStream<KV<Integer, List<ReadingBatch>>> stream =
        TestStream.create(ReadingBatch.BatchCoder.OF_SHARD)
            .addElements(inTime(fromTopic("s-1", 0, 1, 1)))
            .addElements(inTime(fromTopic("s-1", wrong, 2, 2)))
            .addElements(inTime(fromTopic("s-1", 0, 1, 3)))
            .addElements(inTime(fromTopic("s-1", 1, 4, 4)))
            .addElements(inTime(fromTopic("s-1", 1, 4, 5)))
            .addElements(inTime(fromTopic("s-1", wrong, 2, 6)))
            .advanceWatermarkToInfinity();

    PAssert.that(describe(deduplicate(pipeline.apply(stream), WITHIN)))
        .containsInAnyOrder(
            "s-1 0 1.0 readings/0 1",
            "s-1 %d 2.0 readings/0 2".formatted(wrong),
            "s-1 1 4.0 readings/0 4");

    assertEquals(3, counted(run(), Counters.DUPLICATES));
  }

  private static List<Reading> oneTimeWithTwoValues() {
    return List.of(
        fromTopic("s-1", 10, 1, 1),
        fromTopic("s-1", 10, 2, 2),
        fromTopic("s-1", 10, 1, 3),
        fromTopic("s-1", 10, 0.0, 4),
        fromTopic("s-1", 10, -0.0, 5),
        fromTopic("s-1", 11, 1, 6),
        fromTopic("s-1", 12, 1, 7),
        fromTopic("s-1", 13, 1, 8),
        fromTopic("s-1", 10, 2, 9));
  }

  private static final List<String> ONE_TIME_WITH_TWO_VALUES =
      List.of(
          "s-1 10 1.0 readings/0 1",
          "s-1 10 2.0 readings/0 2",
          "s-1 10 0.0 readings/0 4",
          "s-1 11 1.0 readings/0 6",
          "s-1 12 1.0 readings/0 7",
          "s-1 13 1.0 readings/0 8");

  @Test
  void inBatchReadingsOfOneTimeWithDifferentValuesAreKeptAndCounted() {
    PCollection<KV<Integer, List<ReadingBatch>>> input =
        pipeline.apply(batches(oneTimeWithTwoValues()));

    PAssert.that(describe(deduplicate(input, WITHIN))).containsInAnyOrder(ONE_TIME_WITH_TWO_VALUES);

    PipelineResult result = run();
    assertEquals(3, counted(result, Counters.DUPLICATES));
    assertEquals(2, counted(result, Counters.SAME_TIME));
  }

  @Test
  void inAStreamReadingsOfOneTimeWithDifferentValuesAreKeptAndCountedWhereverBundlesEnd() {
    TestStream.Builder<KV<Integer, List<ReadingBatch>>> stream =
        TestStream.create(ReadingBatch.BatchCoder.OF_SHARD);
    for (Reading reading : oneTimeWithTwoValues()) {
      stream = stream.addElements(inTime(reading));
    }

    PAssert.that(describe(deduplicate(pipeline.apply(stream.advanceWatermarkToInfinity()), WITHIN)))
        .containsInAnyOrder(ONE_TIME_WITH_TWO_VALUES);

    PipelineResult result = run();
    assertEquals(3, counted(result, Counters.DUPLICATES));
    assertEquals(2, counted(result, Counters.SAME_TIME));
  }

  @Test
  void equalSensorsOfTwoFacilitiesAreNoDuplicates() {
    List<Reading> readings =
        Stream.of("f-1", "f-2", null)
            .map(
                facility ->
                    new Reading(
                        new SeriesInfo("s-1", "temperature", "temperature", facility, "celsius"),
                        START * 1_000,
                        1,
                        1,
                        RangeCheck.OK,
                        new MessagePosition(Origin.ofFile("a"), facility == null ? 0 : 1)))
            .toList();
    PCollection<KV<Integer, List<ReadingBatch>>> input = pipeline.apply(batches(readings));

    PAssert.that(describe(deduplicate(input, WITHIN)))
        .containsInAnyOrder("s-1 0 1.0 a 0", "s-1 0 1.0 a 1", "s-1 0 1.0 a 1");

    assertEquals(0, counted(run(), Counters.DUPLICATES));
  }

  @Test
  void zeroTurnsItOffInBothModes() {
    Reading reading = fromTopic("s-1", 0, 1, 1);
    TestStream<KV<Integer, List<ReadingBatch>>> stream =
        TestStream.create(ReadingBatch.BatchCoder.OF_SHARD)
            .addElements(inTime(reading), inTime(reading))
            .advanceWatermarkToInfinity();
    PAssert.that(describe(deduplicate(pipeline.apply(stream), Duration.ZERO)))
        .containsInAnyOrder("s-1 0 1.0 readings/0 1", "s-1 0 1.0 readings/0 1");
    assertEquals(0, counted(run(), Counters.DUPLICATES));

    TestPipeline batch = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(batch.getCoderRegistry());
    PAssert.that(
            describe(deduplicate(batch.apply(batches(List.of(reading, reading))), Duration.ZERO)))
        .containsInAnyOrder("s-1 0 1.0 readings/0 1", "s-1 0 1.0 readings/0 1");
    batch.run().waitUntilFinish();
  }

  @Test
  void negativeSpanIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Deduplicate.within(Duration.ofMillis(-1)));
  }
}
