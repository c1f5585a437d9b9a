package io.plantbeam.enrich;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class EnrichReadingsTest {
  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static ReadingBatch batch(String sensor) {
    SeriesInfo series = new SeriesInfo(sensor, "temperature", "temperature", null, "celsius");
    Origin origin = Origin.ofFile("a.ndjson");
    return new ReadingBatch.Builder(series, origin)
        .add(new Reading(series, 1_000_000, 20, 1, RangeCheck.OK, new MessagePosition(origin, 0)))
        .build();
  }

  private static AssetRegistry registry(long version) {
    Sensor sensor =
        new Sensor("s-1", "f-1", "oven-" + version, null, null, AlertThresholds.NONE, 0);
    return new AssetRegistry(version, List.of(), List.of(sensor));
  }

  @Test
  void matchedAndUnmatchedBatchesGoOn() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> enriched =
        pipeline
            .apply(
                Create.of(List.of(List.of(batch("s-1"), batch("s-2"))))
                    .withCoder(ReadingBatch.BatchCoder.LIST))
            .apply(
                EnrichReadings.with(
                    pipeline.apply("Registry", LoadRegistry.once(EnrichReadingsTest::registry))));
    PAssert.that(enriched)
        .containsInAnyOrder(
            new EnrichedBatch(batch("s-1"), registry(0).contextOf(batch("s-1").series())),
            new EnrichedBatch(batch("s-2"), AssetContext.unmatched(null)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readingsWhoseFacilityIsAmbiguousGoOnUnmatchedAndAreCounted() {
    TestPipeline pipeline = pipeline();
    List<Sensor> sensors =
        Stream.of("f-1", "f-2")
            .map(f -> new Sensor("s-1", f, "oven", null, null, AlertThresholds.NONE, 0))
            .toList();
    PCollection<EnrichedBatch> enriched =
        pipeline
            .apply(
                Create.of(List.of(List.of(batch("s-1"), batch("s-2"))))
                    .withCoder(ReadingBatch.BatchCoder.LIST))
            .apply(
                EnrichReadings.with(
                    pipeline.apply(
                        "Registry",
                        LoadRegistry.once(v -> new AssetRegistry(v, List.of(), sensors)))));
    PAssert.that(enriched)
        .containsInAnyOrder(
            new EnrichedBatch(batch("s-1"), AssetContext.unmatched(null)),
            new EnrichedBatch(batch("s-2"), AssetContext.unmatched(null)));
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(1, counter(job, EnrichReadings.AMBIGUOUS_SENSOR));
  }

  @Test
  void reloadWithoutAnySensorsKeepsTheRegistryThatIsThere() {
    TestPipeline pipeline = pipeline();
    TestStream<Long> ticks =
        TestStream.create(VarLongCoder.of()).addElements(0L, 1L, 2L).advanceWatermarkToInfinity();
    PCollection<Long> loaded =
        LoadRegistry.load(
                pipeline.apply(ticks),
                version ->
                    version == 1
                        ? new AssetRegistry(version, List.of(), List.of())
                        : registry(version),
                0)
            .apply(MapElements.into(TypeDescriptors.longs()).via(AssetRegistry::version));
    PAssert.that(loaded).containsInAnyOrder(0L, 2L);
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(1, counter(job, LoadRegistry.REGISTRY_RELOAD_FAILED));
  }

  @Test
  void withoutARegistryNothingIsMatched() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> enriched =
        pipeline
            .apply(
                Create.of(List.of(List.of(batch("s-1")))).withCoder(ReadingBatch.BatchCoder.LIST))
            .apply(EnrichReadings.with(pipeline.apply("Registry", LoadRegistry.none())));
    PAssert.that(enriched)
        .containsInAnyOrder(new EnrichedBatch(batch("s-1"), AssetContext.unmatched(null)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void firstLoadThatFailsFailsTheJob() {
    TestPipeline pipeline = pipeline();
    pipeline.apply(
        LoadRegistry.once(
            version -> {
              throw new IOException("sensors.csv is missing.");
            }));
    var failure = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    assertTrue(failure.getMessage().contains("sensors.csv is missing."), failure::getMessage);
  }

  @Test
  void newestRegistryCountsWhateverTheOrder() {
    assertEquals(2, LoadRegistry.newest(List.of(registry(1), registry(2), registry(0))).version());
    assertEquals(AssetRegistry.EMPTY, LoadRegistry.newest(List.of()));
  }

  @Test
  void registryIsRefreshedWhileRunningAndSurvivesAReloadThatFails() throws Exception {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setBlockOnRun(false);
    Pipeline pipeline = Pipeline.create(options);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    String test = UUID.randomUUID().toString();
    Seen seen = new Seen();
    Seen.BY_TEST.put(test, seen);
    var view =
        pipeline.apply(
            "Registry",
            LoadRegistry.every(
                Duration.ofMillis(200),
                version -> {
                  if (version % 2 == 1) {
                    Seen.BY_TEST.get(test).failedReload.countDown();
                    throw new IOException("sensors.ndjson line 3 is not one JSON object.");
                  }
                  return registry(version);
                }));
    pipeline
        .apply(GenerateSequence.from(0).withRate(1, org.joda.time.Duration.millis(20)))
        .apply(
            MapElements.into(TypeDescriptors.lists(TypeDescriptor.of(ReadingBatch.class)))
                .via(n -> List.of(batch("s-1"))))
        .setCoder(ReadingBatch.BatchCoder.LIST)
        .apply(EnrichReadings.with(view))
        .apply(ParDo.of(new NoteEquipment(test)));
    PipelineResult job = pipeline.run();
    try {
      assertTrue(seen.failedReload.await(60, SECONDS), "no reload has failed");
      assertTrue(seen.secondEquipment.await(60, SECONDS), () -> "only " + seen.equipment);
      assertTrue(
          seen.equipment.contains("oven-0")
              && seen.equipment.stream().allMatch(e -> e.matches("oven-\\d*[02468]")),
          seen.equipment::toString);
    } finally {
      job.cancel();
    }
  }

  /** As those of a job that starts from a savepoint of the day before. */
  @Test
  void ticksThatWereMissedAreOneReload() {
    TestPipeline pipeline = pipeline();
    long start = 1_767_225_600_000L;
    TestStream<Long> ticks =
        TestStream.create(VarLongCoder.of())
            .addElements(
                TimestampedValue.of(5L, Instant.ofEpochMilli(start)),
                TimestampedValue.of(6L, Instant.ofEpochMilli(start + 1)),
                TimestampedValue.of(7L, Instant.ofEpochMilli(start + 2)),
                TimestampedValue.of(8L, Instant.ofEpochMilli(start + 1_000)))
            .addElements(TimestampedValue.of(9L, Instant.ofEpochMilli(start + 600_000)))
            .advanceWatermarkToInfinity();
    PCollection<Long> loaded =
        LoadRegistry.load(pipeline.apply(ticks), EnrichReadingsTest::registry, 600_000)
            .apply(MapElements.into(TypeDescriptors.longs()).via(AssetRegistry::version));
    PAssert.that(loaded).containsInAnyOrder(5L, 9L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void anEmptyViewIsMadeUpForByALoadOfItsOwn() {
    TestPipeline pipeline = pipeline();
    PCollection<EnrichedBatch> enriched =
        pipeline
            .apply(
                Create.of(List.of(List.of(batch("s-1")))).withCoder(ReadingBatch.BatchCoder.LIST))
            .apply(
                EnrichReadings.with(
                        pipeline
                            .apply("NoRegistry", Create.empty(AssetRegistry.RegistryCoder.INSTANCE))
                            .apply(View.asList()))
                    .withFirst(EnrichReadingsTest::registry));
    PAssert.that(
            enriched.apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(batch -> batch.asset().equipmentId())))
        .containsInAnyOrder("oven-0");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readingsAfterARefreshAreEnrichedFromTheNewRegistry() {
    long reading = -1;
    TestPipeline pipeline = pipeline();
    PCollection<Long> stream =
        pipeline.apply(
            TestStream.create(VarLongCoder.of())
                .addElements(0L)
                .addElements(reading)
                .addElements(1L)
                .addElements(reading, reading)
                .advanceWatermarkToInfinity());
    PCollection<EnrichedBatch> enriched =
        stream
            .apply("Readings", Filter.lessThan(0L))
            .apply(ParDo.of(new ToBatch()))
            .setCoder(ReadingBatch.BatchCoder.LIST)
            .apply(
                EnrichReadings.with(
                    LoadRegistry.atEach(
                        stream.apply("Versions", Filter.greaterThanEq(0L)),
                        EnrichReadingsTest::registry,
                        0)));
    PAssert.that(
            enriched.apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(batch -> batch.asset().equipmentId())))
        .containsInAnyOrder("oven-0", "oven-1", "oven-1");
    pipeline.run().waitUntilFinish();
  }

  private static final class ToBatch extends DoFn<Long, List<ReadingBatch>> {
    @ProcessElement
    public void process(OutputReceiver<List<ReadingBatch>> output) {
      output.output(List.of(batch("s-1")));
    }
  }

  static long counter(PipelineResult job, String name) {
    long total = 0;
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, name))
            .build();
    for (var counter : job.metrics().queryMetrics(filter).getCounters()) {
      total += counter.getCommitted();
    }
    return total;
  }

  /** What a job that runs in this process has come to. */
  private static final class Seen {
    static final ConcurrentHashMap<String, Seen> BY_TEST = new ConcurrentHashMap<>();

    private final Set<String> equipment = ConcurrentHashMap.newKeySet();
    private final CountDownLatch secondEquipment = new CountDownLatch(2);
    private final CountDownLatch failedReload = new CountDownLatch(1);
  }

  /** Notes the equipment of what passes. */
  private static final class NoteEquipment extends DoFn<EnrichedBatch, Void> {
    private static final String NONE = "none";

    private final String test;

    NoteEquipment(String test) {
      this.test = test;
    }

    @ProcessElement
    public void process(@Element EnrichedBatch batch) {
      Seen seen = Seen.BY_TEST.get(test);
      String equipment = batch.asset().equipmentId();
      if (seen.equipment.add(equipment == null ? NONE : equipment)) {
        seen.secondEquipment.countDown();
      }
    }
  }
}
