package io.plantbeam.equipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.condition.Condition.Comparison;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.Equipment;
import io.plantbeam.enrich.EquipmentState;
import io.plantbeam.enrich.LoadRegistry;
import io.plantbeam.enrich.MachineStates;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EnrichedBatch.EnrichedBatchCoder;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.Shards;
import io.plantbeam.order.OrderReadings;
import io.plantbeam.order.OrderedReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowStatesTest {
  private static final long BEGIN = Instant.parse("2026-03-28T22:30:00Z").getEpochSecond();
  private static final long END = BEGIN + 3 * 3_600;
  private static final int OFFLINE_AFTER = 300;
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final KvCoder<Long, Long> TIMES_CODER =
      KvCoder.of(VarLongCoder.of(), VarLongCoder.of());

  private static final List<AssetContext> ASSETS =
      List.of(
          RandomMachines.asset("f-1", "mixer", "Europe/Berlin"),
          RandomMachines.asset("f-2", "mixer", "America/Chicago"),
          RandomMachines.asset("f-1", "mill", "Europe/Berlin"));

  private TestPipeline pipeline;

  @BeforeEach
  void createPipeline() {
    pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
  }

  private static RegistryLoader registry(MachineStates states) {
    return version ->
        new AssetRegistry(
            version,
            List.of(),
            List.of(),
            List.of(
                new Equipment("mixer", null, null, null, null, 0, states),
                new Equipment("mill", "f-1", null, null, null, 0, states)),
            List.of());
  }

  private static NavigableMap<Long, Map<String, List<Double>>> readingsOf(int machine) {
    return RandomMachines.readings(new Random(machine), BEGIN, END);
  }

  /** Ten minutes of readings of a sensor each, in an order of their own. */
  private static List<TimestampedValue<EnrichedBatch>> plant() {
    List<TimestampedValue<EnrichedBatch>> all = new ArrayList<>();
    for (int machine = 0; machine < ASSETS.size(); machine++) {
      addTo(all, readingsOf(machine), ASSETS.get(machine));
    }
    // The registry has no entry of it.
    addTo(all, readingsOf(7), RandomMachines.asset("f-1", "saw", null));
    all.sort(Comparator.comparing(reading -> reading.getValue().hashCode()));
    return all;
  }

  private static void addTo(
      List<TimestampedValue<EnrichedBatch>> all,
      NavigableMap<Long, Map<String, List<Double>>> readings,
      AssetContext asset) {
    for (long from = BEGIN; from < END; from += 600) {
      RandomMachines.batches(new TreeMap<>(readings.subMap(from, from + 600)), asset)
          .forEach(
              batch ->
                  all.add(
                      TimestampedValue.of(
                          batch, org.joda.time.Instant.ofEpochMilli(millis(batch)))));
    }
  }

  /** Of its earliest reading, as parsing gives it. */
  private static long millis(EnrichedBatch batch) {
    return IntStream.range(0, batch.readings().size())
        .mapToLong(batch.readings()::eventTimeMillis)
        .min()
        .getAsLong();
  }

  /** The time is told at the end of each minute until an hour after the last reading. */
  private static List<TimestampedValue<KV<Long, Long>>> times() {
    List<TimestampedValue<KV<Long, Long>>> times = new ArrayList<>();
    for (long end = BEGIN + 60; end <= END + 1_200; end += 60) {
      times.add(
          TimestampedValue.of(
              KV.of(end * 1_000, (end - 1) * 1_000_000),
              org.joda.time.Instant.ofEpochMilli(end * 1_000 - 1)));
    }
    return times;
  }

  private PCollectionTuple follow(
      PCollection<EnrichedBatch> readings,
      PCollection<KV<Long, Long>> times,
      PCollectionView<List<AssetRegistry>> registries) {
    return PCollectionTuple.of(
            FollowStates.READINGS, readings.apply(OrderReadings.of(SPAN, Duration.ofMinutes(10))))
        .and(FollowStates.TIMES, times)
        .apply(
            FollowStates.of(
                registries, version -> AssetRegistry.EMPTY, SPAN, Duration.ofMinutes(10)));
  }

  private static void assertIsThatOfTheReference(PCollectionTuple told) {
    List<String> frames = new ArrayList<>();
    List<String> statuses = new ArrayList<>();
    for (int machine = 0; machine < ASSETS.size(); machine++) {
      AssetContext asset = ASSETS.get(machine);
      ReferenceMachine reference =
          new ReferenceMachine(OFFLINE_AFTER, asset.timezone(), readingsOf(machine));
      reference.runUntil(END + 1_199);
      reference.frames().forEach(frame -> frames.add(named(asset) + frame));
      reference.statuses().forEach(status -> statuses.add(named(asset) + status));
    }
    assertTrue(frames.size() > 50);
    PAssert.that(told.get(FollowStates.FRAMES))
        .satisfies(
            all -> {
              List<String> found = new ArrayList<>();
              all.forEach(frame -> found.add(named(frame.asset()) + RandomMachines.told(frame)));
              assertSame(frames, found);
              return null;
            });
    PAssert.that(told.get(FollowStates.STATUSES))
        .satisfies(
            all -> {
              List<String> found = new ArrayList<>();
              all.forEach(status -> found.add(named(status.asset()) + RandomMachines.told(status)));
              assertSame(statuses, found);
              return null;
            });
  }

  private static String named(AssetContext asset) {
    return asset.facilityId() + " " + asset.equipmentId() + " ";
  }

  private static void assertSame(List<String> expected, List<String> found) {
    assertEquals(
        String.join("\n", expected.stream().sorted().toList()),
        String.join("\n", found.stream().sorted().toList()));
  }

  @Test
  void batchTellsWhatTheReferenceDoes() {
    List<TimestampedValue<EnrichedBatch>> plant = plant();
    PCollectionView<List<AssetRegistry>> registries =
        pipeline.apply(LoadRegistry.once(registry(RandomMachines.states(OFFLINE_AFTER))));
    assertIsThatOfTheReference(
        follow(
            pipeline.apply(
                "Readings", Create.timestamped(plant).withCoder(EnrichedBatchCoder.INSTANCE)),
            pipeline.apply("Times", Create.timestamped(times()).withCoder(TIMES_CODER)),
            registries));
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(0, count(job, Counters.LATE_FOR_STATES));
  }

  /** Out of order within ten minutes, of which the watermark passes several spans at a time. */
  @Test
  void streamTellsWhatTheReferenceDoes() {
    // As a stream has on this runner: with several threads, spans of a shard overtake each other.
    pipeline.getOptions().as(DirectOptions.class).setTargetParallelism(1);
    List<TimestampedValue<EnrichedBatch>> plant = plant();
    Map<Long, List<TimestampedValue<EnrichedBatch>>> parts = new TreeMap<>();
    plant.forEach(
        reading ->
            parts
                .computeIfAbsent(
                    reading.getTimestamp().getMillis() / 600_000, p -> new ArrayList<>())
                .add(reading));
    Map<Long, List<TimestampedValue<KV<Long, Long>>>> timesOfParts = new TreeMap<>();
    times()
        .forEach(
            time ->
                timesOfParts
                    .computeIfAbsent(
                        time.getTimestamp().getMillis() / 600_000, p -> new ArrayList<>())
                    .add(time));
    TestStream.Builder<EnrichedBatch> readings = TestStream.create(EnrichedBatchCoder.INSTANCE);
    TestStream.Builder<KV<Long, Long>> times = TestStream.create(TIMES_CODER);
    for (Map.Entry<Long, List<TimestampedValue<KV<Long, Long>>>> part : timesOfParts.entrySet()) {
      org.joda.time.Instant end = org.joda.time.Instant.ofEpochMilli((part.getKey() + 1) * 600_000);
      for (TimestampedValue<EnrichedBatch> reading : parts.getOrDefault(part.getKey(), List.of())) {
        readings = readings.addElements(reading);
      }
      for (TimestampedValue<KV<Long, Long>> time : part.getValue()) {
        times = times.addElements(time);
      }
      readings = readings.advanceWatermarkTo(end);
      times = times.advanceWatermarkTo(end);
    }
    PCollectionView<List<AssetRegistry>> registries =
        pipeline.apply(LoadRegistry.once(registry(RandomMachines.states(OFFLINE_AFTER))));
    assertIsThatOfTheReference(
        follow(
            pipeline.apply("Readings", readings.advanceWatermarkToInfinity()),
            pipeline.apply("Times", times.advanceWatermarkToInfinity()),
            registries));
    pipeline.run().waitUntilFinish();
  }

  private PCollection<KV<KV<Integer, Long>, EquipmentInput>> tell(
      String name, MachineStates states) {
    PCollectionView<List<AssetRegistry>> registries =
        pipeline.apply("Load" + name, LoadRegistry.once(registry(states)));
    return pipeline
        .apply("Times" + name, Create.of(KV.of(60_000L, 59_000_000L)).withCoder(TIMES_CODER))
        .apply(
            "Tell" + name,
            ParDo.of(new TellAllShardsFn(registries, version -> AssetRegistry.EMPTY))
                .withSideInputs(registries))
        .setCoder(
            KvCoder.of(
                KvCoder.of(VarIntCoder.of(), VarLongCoder.of()),
                EquipmentInput.InputCoder.INSTANCE));
  }

  /** Else each shard would have a window per span, for nothing. */
  @Test
  void timeIsToldOnlyWhereAMachineHasStates() {
    List<KV<KV<Integer, Long>, EquipmentInput>> toAll = new ArrayList<>();
    for (int shard : Shards.FEW.numbers()) {
      toAll.add(KV.of(KV.of(shard, 0L), EquipmentInput.ofTime(59_000_000L)));
    }
    PAssert.that(tell("States", RandomMachines.states(OFFLINE_AFTER))).containsInAnyOrder(toAll);
    PAssert.that(tell("None", MachineStates.NONE)).empty();
    pipeline.run().waitUntilFinish();
  }

  private static EnrichedBatch reading(String metric, long second, double value) {
    NavigableMap<Long, Map<String, List<Double>>> one = new TreeMap<>();
    one.put(second, Map.of(metric, List.of(value)));
    return RandomMachines.batches(one, RandomMachines.asset("f-1", "mill", null)).get(0);
  }

  private static TimestampedValue<EnrichedBatch> at(long second, EnrichedBatch batch) {
    return TimestampedValue.of(batch, org.joda.time.Instant.ofEpochSecond(second));
  }

  /** What is late by no more than the lateness comes after its span, and changes no frame. */
  @Test
  void lateReadingIsLeftOutAndCounted() {
    TestStream<EnrichedBatch> readings =
        TestStream.create(EnrichedBatchCoder.INSTANCE)
            .addElements(at(5, reading("power_watts", 5, 100)), at(70, reading("heat", 70, 1)))
            .advanceWatermarkTo(org.joda.time.Instant.ofEpochSecond(200))
            .addElements(at(200, reading("power_watts", 30, 1)))
            .addElements(at(210, reading("power_watts", 210, 0)))
            .advanceWatermarkToInfinity();
    PCollectionTuple told =
        follow(
            pipeline.apply("Readings", readings),
            pipeline.apply("Times", TestStream.create(TIMES_CODER).advanceWatermarkToInfinity()),
            pipeline.apply(LoadRegistry.once(registry(RandomMachines.states(OFFLINE_AFTER)))));
    assertFrames(
        told,
        "1 idle after null 5",
        "2 idle after null 5 to 210 power_watts mean 100.0 min 100.0 max 100.0 last 100.0",
        "1 off after idle 210");
    PipelineResult job = pipeline.run();
    job.waitUntilFinish();
    assertEquals(1, count(job, Counters.LATE_FOR_STATES));
    assertEquals(2, count(job, Counters.EVENT_FRAMES));
  }

  private static void assertFrames(PCollectionTuple told, String... expected) {
    PAssert.that(told.get(FollowStates.FRAMES))
        .satisfies(
            all -> {
              List<String> found = new ArrayList<>();
              for (EventFrame frame : all) {
                found.add(RandomMachines.told(frame));
              }
              assertSame(List.of(expected), found);
              return null;
            });
  }

  /** The state that a machine is in stays until other conditions put it into another. */
  @Test
  void newConditionsGoOnWithWhatIsKnown() {
    MachineLog log = new MachineLog();
    List<String> told = new ArrayList<>();
    StateEvents events =
        new StateEvents() {
          @Override
          public void frame(EventFrame frame) {
            told.add(RandomMachines.told(frame));
          }

          @Override
          public void status(EquipmentStatus status) {}
        };
    StateMachine machine = new StateMachine();
    for (int second = 0; second < 40; second += 10) {
      double bound = second < 20 ? 50 : 150;
      StateRules rules =
          new StateRules(
              MachineStates.of(
                  List.of(
                      new EquipmentState(
                          "running",
                          new Comparison(new Operand("power_watts", null), Operator.GREATER, bound),
                          0))));
      machine.take(
          log,
          rules,
          OrderedReadings.of(List.of(reading(second == 20 ? "heat" : "power_watts", second, 100))),
          events);
    }
    assertEquals(
        List.of(
            "1 running after null 0",
            "2 running after null 0 to 30 power_watts mean 100.0 min 100.0 max 100.0 last 100.0",
            "1 unknown after running 30"),
        told);
    assertEquals(30_000_000, log.runMicros);
  }

  private static long count(PipelineResult job, String counter) {
    long sum = 0;
    for (var result :
        job.metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, counter))
                    .build())
            .getCounters()) {
      sum += result.getCommitted();
    }
    return sum;
  }
}
