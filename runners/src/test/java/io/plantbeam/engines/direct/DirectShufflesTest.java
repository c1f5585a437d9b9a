package io.plantbeam.engines.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch on the Direct runner has the results that Beam's own groupings have. */
class DirectShufflesTest {
  private static final TupleTag<Long> COUNTS = new TupleTag<>() {};
  private static final TupleTag<String> TEXTS = new TupleTag<>() {};
  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static final Map<String, List<Long>> ORDERS = new ConcurrentHashMap<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
    ORDERS.clear();
  }

  /** Also with the runner's checks, for which everything is encoded. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void groupsHaveAllValuesOfAKeyAndAWindow(boolean checked) {
    Pipeline pipeline = pipeline(2, checked);
    pipeline
        .apply(elements(LongStream.range(0, 1000).mapToObj(i -> at(i, "key-" + i % 3, i)).toList()))
        .apply(
            Window.<KV<String, Long>>into(FixedWindows.of(Duration.millis(500)))
                .triggering(
                    AfterWatermark.pastEndOfWindow()
                        .withLateFirings(AfterPane.elementCountAtLeast(1)))
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply(GroupByKey.create())
        .apply(ParDo.of(new TellGroups()));
    run(pipeline);
    assertEquals(
        List.of(
            "key-0 499 167 41583 true",
            "key-0 999 167 125250 true",
            "key-1 499 167 41750 true",
            "key-1 999 166 124417 true",
            "key-2 499 166 41417 true",
            "key-2 999 167 125083 true"),
        seen());
  }

  @Test
  void aGroupIsAtTheTimeThatItsWindowingSays() {
    Pipeline pipeline = pipeline(2, false);
    PCollection<KV<String, Long>> elements =
        pipeline.apply(elements(List.of(at(30, "a", 1), at(10, "a", 2), at(20, "b", 3))));
    for (TimestampCombiner combiner : TimestampCombiner.values()) {
      elements
          .apply(
              "At" + combiner,
              Window.<KV<String, Long>>into(FixedWindows.of(Duration.millis(100)))
                  .withTimestampCombiner(combiner))
          .apply("Group" + combiner, GroupByKey.create())
          .apply("Tell" + combiner, ParDo.of(new TellTimes(combiner.toString())));
    }
    run(pipeline);
    assertEquals(
        List.of(
            "EARLIEST a 10",
            "EARLIEST b 20",
            "END_OF_WINDOW a 99",
            "END_OF_WINDOW b 99",
            "LATEST a 30",
            "LATEST b 20"),
        seen());
  }

  /** Its values come from a file then, whenever they are looked at. */
  @Test
  void aGroupMayBeLargerThanWhatIsKeptInMemory() {
    Pipeline pipeline = pipeline(1, false);
    pipeline
        .apply(Create.of(IntStream.range(0, 40).boxed().toList()))
        .apply(ParDo.of(new MakeLarge()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply(GroupByKey.create())
        .apply(ParDo.of(new TellLarge()));
    run(pipeline);
    assertEquals(List.of("even 20 10485760", "odd 20 10485760"), seen());
  }

  @Test
  void nothingInIsNothingOut() {
    Pipeline pipeline = pipeline(2, false);
    pipeline
        .apply(Create.empty(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())))
        .apply(GroupByKey.create())
        .apply(ParDo.of(new TellGroups()));
    run(pipeline);
    assertTrue(SEEN.isEmpty());
  }

  @Test
  void combinationsAndReshufflesGiveTheSame() {
    Pipeline pipeline = pipeline(2, false);
    pipeline
        .apply(elements(LongStream.range(0, 500).mapToObj(i -> at(i, "k" + i % 2, i)).toList()))
        .apply(Reshuffle.viaRandomKey())
        .apply(Window.into(FixedWindows.of(Duration.millis(250))))
        .apply(Combine.perKey(Sum.ofLongs()))
        .apply(ParDo.of(new TellSums()));
    run(pipeline);
    assertEquals(List.of("k0 249 15500", "k0 499 46750", "k1 249 15625", "k1 499 46875"), seen());
  }

  /** Also of keys that are spread over more turns than one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFunctionWithStateGetsTheOrderOfTimeAndAStateForEachKey(int threads) {
    int size = 100_000;
    Pipeline pipeline = pipeline(threads, false);
    List<TimestampedValue<KV<String, Long>>> elements =
        IntStream.range(0, size)
            .mapToObj(i -> (long) i * 7919 % size)
            .map(time -> at(time, "key-" + time % 2, time))
            .toList();
    PCollectionTuple outputs =
        pipeline
            .apply(elements(elements))
            .apply(
                "Count",
                ParDo.of(new CountInOrder()).withOutputTags(COUNTS, TupleTagList.of(TEXTS)));
    outputs.get(COUNTS).setCoder(VarLongCoder.of()).apply("Main", ParDo.of(new TellLongs()));
    outputs.get(TEXTS).setCoder(StringUtf8Coder.of()).apply("Told", ParDo.of(new TellTexts()));
    run(pipeline);
    List<Long> even = LongStream.range(0, size).filter(time -> time % 2 == 0).boxed().toList();
    List<Long> odd = LongStream.range(0, size).filter(time -> time % 2 == 1).boxed().toList();
    assertEquals(new TreeMap<>(Map.of("key-0", even, "key-1", odd)), new TreeMap<>(ORDERS));
    assertEquals(
        List.of("50000 99998", "50000 99999", "50000 of key-0 at 99998", "50000 of key-1 at 99999"),
        seen());
  }

  @Test
  void whatAStepThrowsFailsTheJob() {
    Pipeline pipeline = pipeline(2, false);
    pipeline
        .apply(elements(List.of(at(1, "a", 1))))
        .apply(GroupByKey.create())
        .apply(ParDo.of(new Fail()));
    PipelineExecutionException e =
        assertThrows(PipelineExecutionException.class, () -> run(pipeline));
    assertEquals("told", e.getCause().getMessage());
  }

  private static Pipeline pipeline(int threads, boolean checked) {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(threads);
    options.setEnforceEncodability(checked);
    options.setEnforceImmutability(checked);
    return Pipeline.create(options);
  }

  private static void run(Pipeline pipeline) {
    DirectShuffles.replaceIn(pipeline);
    pipeline.run().waitUntilFinish();
  }

  private static List<String> seen() {
    List<String> sorted = new ArrayList<>(SEEN);
    sorted.sort(null);
    return sorted;
  }

  private static TimestampedValue<KV<String, Long>> at(long millis, String key, long value) {
    return TimestampedValue.of(KV.of(key, value), Instant.ofEpochMilli(millis));
  }

  private static Create.TimestampedValues<KV<String, Long>> elements(
      List<TimestampedValue<KV<String, Long>>> elements) {
    return Create.timestamped(elements)
        .withCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
  }

  private static final class TellGroups extends DoFn<KV<String, Iterable<Long>>, Void> {
    @ProcessElement
    public void tell(
        @Element KV<String, Iterable<Long>> group, BoundedWindow window, PaneInfo pane) {
      int count = 0;
      long sum = 0;
      for (long value : group.getValue()) {
        count++;
        sum += value;
      }
      SEEN.add(
          "%s %d %d %d %s"
              .formatted(
                  group.getKey(),
                  window.maxTimestamp().getMillis(),
                  count,
                  sum,
                  pane.isFirst() && pane.isLast() && pane.getIndex() == 0));
    }
  }

  private static final class TellTimes extends DoFn<KV<String, Iterable<Long>>, Void> {
    private final String prefix;

    TellTimes(String prefix) {
      this.prefix = prefix;
    }

    @ProcessElement
    public void tell(@Element KV<String, Iterable<Long>> group, @Timestamp Instant timestamp) {
      SEEN.add(prefix + " " + group.getKey() + " " + timestamp.getMillis());
    }
  }

  private static final class MakeLarge extends DoFn<Integer, KV<String, String>> {
    @ProcessElement
    public void make(@Element Integer number, OutputReceiver<KV<String, String>> out) {
      out.output(KV.of(number % 2 == 0 ? "even" : "odd", "x".repeat(1 << 19)));
    }
  }

  private static final class TellLarge extends DoFn<KV<String, Iterable<String>>, Void> {
    @ProcessElement
    public void tell(@Element KV<String, Iterable<String>> group) {
      int count = 0;
      for (String unused : group.getValue()) {
        count++;
      }
      long length = 0;
      for (String value : group.getValue()) {
        length += value.length();
      }
      SEEN.add(group.getKey() + " " + count + " " + length);
    }
  }

  private static final class CountInOrder extends DoFn<KV<String, Long>, Long> {
    @StateId("count")
    private final StateSpec<ValueState<Long>> spec = StateSpecs.value(VarLongCoder.of());

    @ProcessElement
    @RequiresTimeSortedInput
    public void count(
        @Element KV<String, Long> element,
        @Timestamp Instant timestamp,
        @StateId("count") ValueState<Long> count,
        OutputReceiver<Long> out,
        MultiOutputReceiver outputs) {
      assertEquals(timestamp.getMillis(), element.getValue());
      Long before = count.read();
      long now = before == null ? 1 : before + 1;
      count.write(now);
      ORDERS.computeIfAbsent(element.getKey(), key -> new ArrayList<>()).add(timestamp.getMillis());
      if (now == 50_000) {
        out.output(now);
        outputs
            .get(TEXTS)
            .output("%d of %s at %d".formatted(now, element.getKey(), timestamp.getMillis()));
      }
    }
  }

  private static final class TellLongs extends DoFn<Long, Void> {
    @ProcessElement
    public void tell(@Element Long value, @Timestamp Instant timestamp) {
      SEEN.add(value + " " + timestamp.getMillis());
    }
  }

  private static final class TellTexts extends DoFn<String, Void> {
    @ProcessElement
    public void tell(@Element String value) {
      SEEN.add(value);
    }
  }

  private static final class TellSums extends DoFn<KV<String, Long>, Void> {
    @ProcessElement
    public void tell(@Element KV<String, Long> sum, @Timestamp Instant timestamp) {
      SEEN.add(sum.getKey() + " " + timestamp.getMillis() + " " + sum.getValue());
    }
  }

  private static final class Fail extends DoFn<KV<String, Iterable<Long>>, Void> {
    @ProcessElement
    public void fail() {
      throw new IllegalStateException("told");
    }
  }
}
