package io.plantbeam.detect.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.plantbeam.detect.TestBatches;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import io.plantbeam.model.WindowStats;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.windows.LastTimes;
import io.plantbeam.windows.SlidingStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class DetectSilenceTest {
  private static final long MINUTE = 60_000;
  private static final AssetContext ASSET = AssetContext.unmatched("f-1");
  private static final SilenceParameters WATCHED = new SilenceParameters(3, 2 * MINUTE);
  private static final DetectorCatalogue CATALOGUE =
      new DetectorCatalogue(
          List.of(SilenceWatch.TYPE),
          Map.of(
              "pressure",
              new DetectorSettings(List.of(new ConfiguredDetector<>(SilenceWatch.TYPE, WATCHED)))),
          new DetectorSettings(List.of()));
  private static final BySensorType<SilenceParameters> PARAMETERS =
      CATALOGUE.parametersOf(SilenceWatch.TYPE);

  private static SeriesInfo series(String sensor) {
    return new SeriesInfo(sensor, "pressure", "pressure", "f-1", "hPa");
  }

  /** A reading a minute, at its tenth second, in the minutes that the predicate takes. */
  private static List<TimestampedValue<EnrichedBatch>> readings(
      SeriesInfo series, long to, LongPredicate minutes) {
    List<TimestampedValue<EnrichedBatch>> readings = new ArrayList<>();
    for (long minute = 0; minute < to; minute++) {
      if (minutes.test(minute)) {
        long time = minute * MINUTE + 10_000;
        Origin origin = Origin.ofPartition("t", 0);
        ReadingBatch.Builder batch = new ReadingBatch.Builder(series, origin);
        batch.add(
            new Reading(
                series, time * 1000, 1, 1, RangeCheck.OK, new MessagePosition(origin, minute)));
        readings.add(
            TimestampedValue.of(
                new EnrichedBatch(batch.build(), ASSET), Instant.ofEpochMilli(time)));
      }
    }
    return readings;
  }

  private static Anomaly silence(SeriesInfo series, String since, long last, long due) {
    return new Anomaly(
        "silence",
        new SeriesContext(series, ASSET),
        Severity.HIGH,
        Double.NaN,
        due * 1000,
        last * 1000,
        due * 1000,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        "silence: no reading has come since "
            + since
            + "; the longest usual interval is 60 seconds, and expected was a reading within 180"
            + " seconds.",
        Symptom.of("silence", last * 1000).usually(60));
  }

  /** Of five sensors one stops for good, one for a while, one too early, and one is not watched. */
  private static List<TimestampedValue<EnrichedBatch>> plant() {
    List<TimestampedValue<EnrichedBatch>> all = new ArrayList<>();
    all.addAll(readings(series("steady"), 50, minute -> true));
    all.addAll(readings(series("stops"), 50, minute -> minute < 30));
    all.addAll(readings(series("pauses"), 50, minute -> minute < 28 || minute >= 38));
    all.addAll(readings(series("young"), 50, minute -> minute < 15));
    all.addAll(
        readings(
            new SeriesInfo("unwatched", "humidity", "humidity", null, null),
            50,
            minute -> minute < 30));
    return all;
  }

  private static final Anomaly STOPS =
      silence(series("stops"), "1970-01-01T00:29:10.000Z", 1_750_000, 1_930_000)
          .withRecent(minutesUntil(30));

  private static final Anomaly PAUSES =
      silence(series("pauses"), "1970-01-01T00:27:10.000Z", 1_630_000, 1_810_000)
          .withRecent(minutesUntil(28));

  /** The curve of readings of 1. */
  private static RecentMeans minutesUntil(long end) {
    RecentMeans means = RecentMeans.NONE;
    for (long minute = 0; minute < end; minute++) {
      means = means.with(minute, 1);
    }
    return means;
  }

  /** What another detector finds in a window of two series. */
  private static Anomaly found(String sensor, Severity severity) {
    return new Anomaly(
        "threshold",
        new SeriesContext(series(sensor), ASSET),
        severity,
        Double.NaN,
        20 * MINUTE * 1000,
        15 * MINUTE * 1000,
        20 * MINUTE * 1000,
        1,
        2,
        3,
        "Too low.");
  }

  private static final class FindFn extends DoFn<WindowStats, Anomaly> {
    private final long windowEnd;

    FindFn(long windowEnd) {
      this.windowEnd = windowEnd;
    }

    @ProcessElement
    public void find(@Element WindowStats window, OutputReceiver<Anomaly> out) {
      if (window.windowEnd() == windowEnd
          && window.context().series().sensorId().equals("steady")) {
        out.output(found("steady", Severity.HIGH));
        out.output(found("steady", Severity.MEDIUM));
      }
    }
  }

  private static final List<Anomaly> ALL =
      List.of(
          STOPS,
          PAUSES,
          found("steady", Severity.HIGH).withRecent(minutesUntil(20)),
          found("steady", Severity.MEDIUM));

  private static TestPipeline pipeline() {
    DirectOptions options = TestPipeline.testingPipelineOptions().as(DirectOptions.class);
    // As a stream has on this runner: with several threads, spans of a shard overtake each other.
    options.setTargetParallelism(1);
    TestPipeline pipeline = TestPipeline.fromOptions(options).enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static PCollection<Anomaly> detect(PCollection<EnrichedBatch> readings) {
    return detect(readings, Duration.ofMinutes(1), 20 * MINUTE);
  }

  private static PCollection<Anomaly> detect(
      PCollection<EnrichedBatch> readings, Duration period, long findAt) {
    Duration size = Duration.ofMinutes(5);
    SeriesPanes panes = SeriesPanes.forWindows(size, period, Duration.ZERO);
    PCollection<WindowStats> windows =
        readings
            .apply(panes.orderReadings())
            .apply(panes)
            .apply(SlidingStats.of(panes, size, period));
    PCollection<Anomaly> found =
        windows
            .apply("Find", ParDo.of(new FindFn(findAt)))
            .apply(
                Window.<Anomaly>into(new GlobalWindows())
                    .triggering(DefaultTrigger.of())
                    .discardingFiredPanes());
    return PCollectionTuple.of(DetectSilence.WINDOWS, windows)
        .and(DetectSilence.TIMES, windows.apply(LastTimes.within(period, period)))
        .and(DetectSilence.FOUND, found)
        .apply(DetectSilence.of(CATALOGUE, period, period));
  }

  @Test
  void eachSilenceIsFoundOnceInBatchAndWhatElseIsFoundHasItsCurve() {
    TestPipeline pipeline = pipeline();
    PAssert.that(
            detect(
                pipeline.apply(
                    Create.timestamped(plant())
                        .withCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE))))
        .containsInAnyOrder(ALL);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void eachSilenceIsFoundOnceInAStreamAndWhatElseIsFoundHasItsCurve() {
    TestPipeline pipeline = pipeline();
    TestStream.Builder<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
    // The watermark passes several windows at a time.
    for (long minute = 0; minute < 50; minute += 10) {
      for (TimestampedValue<EnrichedBatch> reading : plant()) {
        if (reading.getTimestamp().getMillis() / MINUTE / 10 == minute / 10) {
          stream = stream.addElements(reading);
        }
      }
      stream = stream.advanceWatermarkTo(Instant.ofEpochMilli((minute + 10) * MINUTE));
    }
    PAssert.that(detect(pipeline.apply(stream.advanceWatermarkToInfinity())))
        .containsInAnyOrder(ALL);
    pipeline.run().waitUntilFinish();
  }

  /** Where windows end more often than every minute, nobody waits for the minute. */
  @Test
  void whatElseIsFoundGoesOnWithItsWindow() {
    TestPipeline pipeline = pipeline();
    TestStream.Builder<EnrichedBatch> stream =
        TestStream.create(EnrichedBatch.EnrichedBatchCoder.INSTANCE);
    for (TimestampedValue<EnrichedBatch> reading : readings(series("steady"), 22, all -> true)) {
      stream = stream.addElements(reading);
    }
    long windowEnd = 20 * MINUTE + 20_000;
    PAssert.that(
            detect(
                    pipeline.apply(stream.advanceWatermarkToInfinity()),
                    Duration.ofSeconds(10),
                    windowEnd)
                .apply(Reify.timestamps()))
        .satisfies(
            found -> {
              List<Long> times = new ArrayList<>();
              found.forEach(anomaly -> times.add(anomaly.getTimestamp().getMillis()));
              assertEquals(List.of(windowEnd - 1, windowEnd - 1), times);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  /** All stop at minute 30, when work begins on two of them; of these, one comes back after it. */
  @Test
  void seriesIsNotSilentInPlannedWorkButAfterIt() {
    AssetContext before = TestBatches.withWork(ASSET, 0, 30 * 60, 45 * 60);
    AssetContext after = TestBatches.withWork(ASSET, 45 * 60, 30 * 60, 45 * 60);
    List<TimestampedValue<EnrichedBatch>> all = new ArrayList<>();
    all.addAll(readings(series("steady"), 60, minute -> true));
    all.addAll(readings(series("stops"), 60, minute -> minute < 30));
    all.addAll(with(before, readings(series("stays-away"), 60, minute -> minute < 30)));
    all.addAll(with(before, readings(series("comes-back"), 30, minute -> true)));
    all.addAll(with(after, readings(series("comes-back"), 60, minute -> minute >= 46)));
    TestPipeline pipeline = pipeline();
    PAssert.that(
            detect(
                pipeline.apply(
                    Create.timestamped(all).withCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE))))
        .satisfies(
            found -> {
              List<String> lines = new ArrayList<>();
              silences(found)
                  .forEach(
                      anomaly -> {
                        lines.add(
                            "%s %d to %d"
                                .formatted(
                                    anomaly.context().series().sensorId(),
                                    anomaly.windowStartMicros() / 1_000_000,
                                    anomaly.windowEndMicros() / 1_000_000));
                        assertNull(anomaly.suppressedBy());
                      });
              Collections.sort(lines);
              assertEquals(List.of("stays-away 2700 to 2880", "stops 1750 to 1930"), lines);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static List<Anomaly> silences(Iterable<Anomaly> found) {
    List<Anomaly> silences = new ArrayList<>();
    for (Anomaly anomaly : found) {
      if (anomaly.detector().equals("silence")) {
        silences.add(anomaly);
      }
    }
    return silences;
  }

  private static List<TimestampedValue<EnrichedBatch>> with(
      AssetContext asset, List<TimestampedValue<EnrichedBatch>> readings) {
    return readings.stream()
        .map(
            reading ->
                TimestampedValue.of(
                    new EnrichedBatch(reading.getValue().readings(), asset),
                    reading.getTimestamp()))
        .toList();
  }

  @Test
  void outageOfTheWholePlantIsSaidOfThoseThatDoNotComeBackWithTheFirst() {
    TestPipeline pipeline = pipeline();
    List<TimestampedValue<EnrichedBatch>> all = new ArrayList<>();
    all.addAll(readings(series("first"), 50, minute -> minute < 30 || minute >= 40));
    all.addAll(readings(series("same-minute"), 50, minute -> minute < 30 || minute >= 40));
    all.addAll(readings(series("stops"), 50, minute -> minute < 30));
    PAssert.that(
            detect(
                pipeline.apply(
                    Create.timestamped(all).withCoder(EnrichedBatch.EnrichedBatchCoder.INSTANCE))))
        .satisfies(
            found -> {
              List<String> sensors = new ArrayList<>();
              silences(found)
                  .forEach(anomaly -> sensors.add(anomaly.context().series().sensorId()));
              assertEquals(List.of("stops"), sensors);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  /** Ten readings within ten seconds, every four minutes: no window is without readings. */
  @Test
  void pausesThatAreShorterThanAWindowBecomeUsual() {
    WatchedSeries watched = new WatchedSeries();
    List<Anomaly> silences = new ArrayList<>();
    for (long end = MINUTE; end <= 24 * 60 * MINUTE; end += MINUTE) {
      List<Sighting> sightings = new ArrayList<>();
      sightings.add(sighting(end, series("steady")));
      long count = 0;
      long last = 0;
      for (long time = 0; time < end; time += 4 * MINUTE) {
        for (long second = 0; second < 10; second++) {
          if (time + second * 1_000 >= end - 5 * MINUTE) {
            count++;
            last = time + second * 1_000;
          }
        }
      }
      SeriesContext bursts = new SeriesContext(series("bursts"), ASSET);
      sightings.add(new Sighting(bursts, end - 5 * MINUTE, end, count, last, 1, null));
      watched.add(sightings, PARAMETERS, silences::add, silences::add);
    }
    assertTrue(silences.size() <= 1, () -> silences.size() + " silences");
  }

  /** A gateway that was cut off delivers what it has stored, within the allowed lateness. */
  @Test
  void lateReadingsThatDoNotReachTheTimeAreOfTheSameSilence() {
    WatchedSeries watched = new WatchedSeries();
    List<Anomaly> silences = new ArrayList<>();
    for (long end = MINUTE; end <= 60 * MINUTE; end += MINUTE) {
      List<Sighting> sightings = new ArrayList<>();
      sightings.add(sighting(end, series("steady")));
      if (end <= 30 * MINUTE) {
        sightings.add(sighting(end, series("late")));
      }
      watched.add(sightings, PARAMETERS, silences::add, silences::add);
    }
    assertEquals(1, silences.size());
    for (long end = 31 * MINUTE; end <= 50 * MINUTE; end += MINUTE) {
      watched.add(List.of(sighting(end, series("late"))), PARAMETERS, silences::add, silences::add);
    }
    assertEquals(1, silences.size());

    // On time again, and silent again.
    for (long end = 61 * MINUTE; end <= 90 * MINUTE; end += MINUTE) {
      List<Sighting> sightings = new ArrayList<>();
      sightings.add(sighting(end, series("steady")));
      if (end <= 62 * MINUTE) {
        sightings.add(sighting(end, series("late")));
      }
      watched.add(sightings, PARAMETERS, silences::add, silences::add);
    }
    assertEquals(2, silences.size());
  }

  @Test
  void seriesThatIsGoneForAWeekIsForgotten() throws CoderException {
    WatchedSeries watched = new WatchedSeries();
    List<Anomaly> silences = new ArrayList<>();
    for (long end = MINUTE; end <= 10 * MINUTE; end += MINUTE) {
      watched.add(List.of(sighting(end, series("gone"))), PARAMETERS, silences::add, silences::add);
    }
    long later = 10 * MINUTE + WatchedSeries.FORGOTTEN_AFTER_MILLIS;
    watched.add(List.of(sighting(later, series("new"))), PARAMETERS, silences::add, silences::add);
    assertEquals(1, silences.size());
    assertEquals(2, watched.size());
    watched.add(
        List.of(Sighting.ofTime(later + MINUTE, later)), PARAMETERS, silences::add, silences::add);
    assertEquals(1, watched.size());

    byte[] saved = CoderUtils.encodeToByteArray(WatchedSeries.WatchedSeriesCoder.INSTANCE, watched);
    WatchedSeries restored =
        CoderUtils.decodeFromByteArray(WatchedSeries.WatchedSeriesCoder.INSTANCE, saved);
    assertEquals(1, restored.size());
    assertEquals(1, restored.copy().size());
  }

  @Test
  void windowStandsForTheMinuteInWhichItEndsAndCorrectsItLater() {
    WatchedSeries watched = new WatchedSeries();
    Anomaly anomaly = found("a", Severity.HIGH);
    List<RecentMeans> curves = new ArrayList<>();
    watched.add(
        List.of(
            sighting(20 * MINUTE, series("a"), 3),
            sighting(21 * MINUTE, series("a"), 4),
            // It ends with the first window, and another series is not its own.
            Sighting.of(anomaly),
            sighting(19 * MINUTE, series("a"), 2),
            sighting(19 * MINUTE, series("b"), 9)),
        PARAMETERS,
        silence -> fail("nothing was silent"),
        completed -> curves.add(completed.recent()));
    watched.add(
        List.of(
            sighting(19 * MINUTE, series("a"), 2.5f),
            sighting(22 * MINUTE, series("a"), Float.NaN),
            Sighting.of(anomaly),
            Sighting.of(found("unknown", Severity.HIGH))),
        PARAMETERS,
        silence -> fail("nothing was silent"),
        completed -> curves.add(completed.recent()));
    assertEquals(
        List.of(
            RecentMeans.NONE.with(18, 2).with(19, 3),
            RecentMeans.NONE.with(18, 2.5).with(19, 3).with(20, 4),
            RecentMeans.NONE),
        curves);
  }

  private static Sighting sighting(long end, SeriesInfo series) {
    return sighting(end, series, 1);
  }

  private static Sighting sighting(long end, SeriesInfo series, float mean) {
    return new Sighting(
        new SeriesContext(series, ASSET), end - 5 * MINUTE, end, 300, end - 1_000, mean, null);
  }
}
