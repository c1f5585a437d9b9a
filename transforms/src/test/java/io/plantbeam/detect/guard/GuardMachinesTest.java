package io.plantbeam.detect.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.TestBatches;
import io.plantbeam.detect.guard.GuardedPlant.Found;
import io.plantbeam.detect.reading.DetectReadingAnomalies;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EnrichedBatch.EnrichedBatchCoder;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.order.OrderReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class GuardMachinesTest {
  private static final int INTERVAL = 60;
  private static final int HOURS = 28;
  private static final DetectorCatalogue GUARD =
      new DetectorCatalogue(
          Detectors.ALL,
          Map.of(),
          new DetectorSettings(List.of(ConfiguredDetector.withDefaults(GuardDetector.TYPE))));

  /** Two machines of two sensors, where one shifts, one has a spike, and two change together. */
  private static double[][] machine(int number) {
    Random random = new Random(number);
    double[][] values = new double[2][HOURS * 60];
    for (int i = 0; i < HOURS * 60; i++) {
      for (int sensor = 0; sensor < 2; sensor++) {
        double value = 50 + random.nextGaussian();
        boolean changed = i >= 25 * 60 + 7 && i < 26 * 60 + 7;
        if (number == 0 ? sensor == 0 && changed : changed) {
          value += 30;
        }
        if (number == 1 && sensor == 1 && i == 27 * 60 + 20) {
          value += 40;
        }
        values[sensor][i] = Math.rint(10 * value) / 10;
      }
    }
    return values;
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (int machine = 0; machine < 2; machine++) {
      for (Found found : GuardedPlant.run(machine, machine(machine), INTERVAL)) {
        expected.add(
            "m%d-%d %s %d"
                .formatted(
                    found.machine(), found.sensor(), found.view(), Math.round(found.second())));
      }
    }
    return expected;
  }

  private static String line(Anomaly anomaly) {
    String view = anomaly.evidence().replaceAll("guard \\((\\w+).*", "$1");
    long second = (anomaly.eventTimeMicros() / 1000 - GuardedPlant.START) / 1000;
    return "%s %s %d".formatted(anomaly.context().series().sensorId(), view, second);
  }

  /** The readings of a sensor and an hour together. */
  private static List<EnrichedBatch> batches() {
    List<EnrichedBatch> batches = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      for (int machine = 0; machine < 2; machine++) {
        double[][] values = machine(machine);
        AssetContext asset = TestBatches.asset("m" + machine);
        for (int sensor = 0; sensor < 2; sensor++) {
          double[] readings = new double[2 * 60];
          for (int i = 0; i < 60; i++) {
            readings[2 * i] = GuardedPlant.START / 1000.0 + (hour * 60.0 + i) * INTERVAL;
            readings[2 * i + 1] = values[sensor][hour * 60 + i];
          }
          batches.add(TestBatches.batch("m" + machine + "-" + sensor, asset, readings));
        }
      }
    }
    return batches;
  }

  private static Instant start(EnrichedBatch batch) {
    return Instant.ofEpochMilli(batch.readings().eventTimeMillis(0));
  }

  private static PCollection<Anomaly> detect(PCollection<EnrichedBatch> batches) {
    PCollectionTuple judged =
        batches
            .apply(OrderReadings.of(Duration.ofMinutes(1), Duration.ZERO))
            .apply(DetectReadingAnomalies.of(GUARD));
    return PCollectionList.of(judged.get(DetectReadingAnomalies.ANOMALIES))
        .and(judged.get(DetectReadingAnomalies.MINUTES).apply(GuardMachines.of(GUARD)))
        .apply(Flatten.pCollections());
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static void assertFound(TestPipeline pipeline, PCollection<Anomaly> anomalies) {
    List<String> expected = expected().stream().sorted().toList();
    assertEquals(3, expected.size(), expected::toString);
    PAssert.that(anomalies)
        .satisfies(
            found -> {
              List<String> lines = new ArrayList<>();
              found.forEach(
                  anomaly -> {
                    lines.add(line(anomaly));
                    List<RecentMeans.Mean> curve = anomaly.recent().toList();
                    assertEquals(RecentMeans.MOST, curve.size());
                    // Up to the reading that was judged, or by which a minute was complete.
                    long last = curve.get(curve.size() - 1).startMicros();
                    long behind = last / 60_000_000 - anomaly.eventTimeMicros() / 60_000_000;
                    assertTrue(behind == 0, () -> behind + " minutes behind " + anomaly);
                  });
              Collections.sort(lines);
              assertEquals(expected, lines);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void batchFindsWhatTheGuardAloneFinds() {
    TestPipeline pipeline = pipeline();
    List<EnrichedBatch> batches = batches();
    Collections.shuffle(batches, new Random(1));
    List<TimestampedValue<EnrichedBatch>> timestamped = new ArrayList<>();
    batches.forEach(batch -> timestamped.add(TimestampedValue.of(batch, start(batch))));
    assertFound(
        pipeline,
        detect(
            pipeline.apply(
                Create.timestamped(timestamped).withCoder(EnrichedBatchCoder.INSTANCE))));
  }

  /** The watermark passes an hour at a time. */
  @Test
  void streamFindsItToo() {
    TestPipeline pipeline = pipeline();
    TestStream.Builder<EnrichedBatch> stream = TestStream.create(EnrichedBatchCoder.INSTANCE);
    Instant hour = Instant.ofEpochMilli(GuardedPlant.START);
    for (EnrichedBatch batch : batches()) {
      if (start(batch).isAfter(hour)) {
        hour = start(batch);
        stream = stream.advanceWatermarkTo(hour);
      }
      stream = stream.addElements(TimestampedValue.of(batch, start(batch)));
    }
    assertFound(pipeline, detect(pipeline.apply(stream.advanceWatermarkToInfinity())));
  }

  @Test
  void guardRunsWhereItIsNamed() {
    assertEquals(true, GuardMachines.runs(GUARD));
    assertEquals(
        false,
        GuardMachines.runs(
            new DetectorCatalogue(Detectors.ALL, Map.of(), new DetectorSettings(List.of()))));
  }
}
