package io.plantbeam.engines.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fused steps do what they did each by itself. */
class FuseStepsTest {
  private static final TupleTag<Long> EVEN = new TupleTag<>() {};
  private static final TupleTag<Long> ODD = new TupleTag<>() {};
  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

  private Pipeline pipeline;

  /** The functions of this test that the runner was given. */
  private List<String> ownSteps;

  @BeforeEach
  void begin() {
    SEEN.clear();
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    pipeline = Pipeline.create(options);
  }

  @Test
  void stepsWithoutStateAreOne() {
    numbers(1, 2, 3)
        .apply("Add", ParDo.of(new Add(10)))
        .apply("AddMore", ParDo.of(new Add(100)))
        .apply("See", ParDo.of(new See("end")));
    assertEquals(List.of("end 111 1", "end 112 2", "end 113 3"), seen());
    assertEquals(List.of("Add/ParMultiDo(Add)/Fused"), ownSteps);
  }

  @Test
  void outputsThatOthersReadLeaveTheFusedStep() {
    PCollection<Long> added = numbers(1, 2, 3, 4).apply("Add", ParDo.of(new Add(10)));
    PCollectionTuple split =
        added.apply("Split", ParDo.of(new Split()).withOutputTags(EVEN, TupleTagList.of(ODD)));
    split.get(EVEN).setCoder(VarLongCoder.of()).apply("SeeEven", ParDo.of(new See("even")));
    PCollectionList.of(split.get(ODD).setCoder(VarLongCoder.of()))
        .and(added)
        .apply(Flatten.pCollections())
        .apply("SeeBoth", ParDo.of(new See("both")));
    assertEquals(
        List.of(
            "both 11 1",
            "both 11 1",
            "both 12 2",
            "both 13 3",
            "both 13 3",
            "both 14 4",
            "even 12 2",
            "even 14 4"),
        seen());
  }

  @Test
  void windowsAreAssignedOnTheWay() {
    PCollection<KV<String, Long>> keyed =
        numbers(1, 12, 13)
            .apply("Add", ParDo.of(new Add(0)))
            .apply("Tens", Window.into(FixedWindows.of(Duration.millis(10))))
            .apply("Key", ParDo.of(new Key()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()));
    keyed.apply(GroupByKey.create()).apply("SeeGroups", ParDo.of(new SeeGroup()));
    keyed
        .apply("All", Window.into(new GlobalWindows()))
        .apply("SeeWindows", ParDo.of(new SeeWindow()));
    assertEquals(
        List.of("1 in global", "12 in global", "13 in global", "[12, 13] until 19", "[1] until 9"),
        seen());
  }

  @Test
  void whatWaitsForTheEndOfABundleIsHandedOn() {
    numbers(5, 6, 7)
        .apply("Hold", ParDo.of(new SumOfBundle()))
        .apply("HoldAgain", ParDo.of(new SumOfBundle()))
        .apply("See", ParDo.of(new See("sum")));
    // The runner chooses the bundles.
    long sum = 0;
    for (String line : seen()) {
      sum += Long.parseLong(line.substring("sum ".length(), line.lastIndexOf(' ')));
    }
    assertEquals(18, sum);
  }

  @Test
  void theFirstStepHasItsSideInput() {
    PCollectionView<List<Long>> view =
        pipeline.apply("Side", Create.of(1000L)).apply("View", View.asList());
    numbers(1, 2)
        .apply("AddSide", ParDo.of(new AddSide(view)).withSideInputs(view))
        .apply("See", ParDo.of(new See("with")));
    assertEquals(List.of("with 1001 1", "with 1002 2"), seen());
  }

  @Test
  void stepsWithStateStayApart() {
    numbers(1, 1)
        .apply("Key", ParDo.of(new Key()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()))
        .apply("Number", ParDo.of(new NumberOfKey()))
        .apply("See", ParDo.of(new See("number")));
    assertEquals(List.of("number 1 1", "number 2 1"), seen());
    assertEquals(
        List.of("Key/ParMultiDo(Key)", "Number/ParMultiDo(NumberOfKey)", "See/ParMultiDo(See)"),
        ownSteps);
  }

  @Test
  void countersAreCounted() {
    numbers(1, 2, 3)
        .apply("Add", ParDo.of(new Add(0)))
        .apply("Count", ParDo.of(new Count()))
        .apply("CountAgain", ParDo.of(new Count()));
    FuseSteps.in(pipeline);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    long counted = 0;
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named("fuse", "counted"))
                    .build())
            .getCounters()) {
      counted += counter.getAttempted();
    }
    assertEquals(6, counted);
  }

  @Test
  void aFunctionThatFailsSaysItself() {
    numbers(1).apply("Add", ParDo.of(new Add(0))).apply("Fail", ParDo.of(new Fail()));
    FuseSteps.in(pipeline);
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> pipeline.run().waitUntilFinish());
    assertTrue(failure.getMessage().contains("no more"), failure.getMessage());
  }

  private PCollection<Long> numbers(long... numbers) {
    List<TimestampedValue<Long>> elements = new ArrayList<>();
    for (long number : numbers) {
      elements.add(TimestampedValue.of(number, Instant.ofEpochMilli(number)));
    }
    return pipeline.apply(Create.timestamped(elements).withCoder(VarLongCoder.of()));
  }

  private List<String> seen() {
    FuseSteps.in(pipeline);
    ownSteps = findOwnSteps();
    pipeline.run().waitUntilFinish();
    return SEEN.stream().sorted().toList();
  }

  private List<String> findOwnSteps() {
    List<String> steps = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo
                && parDo.getFn().getClass().getName().startsWith("io.plantbeam")) {
              steps.add(node.getFullName());
            }
          }
        });
    return steps;
  }

  private static final class Add extends DoFn<Long, Long> {
    private final long summand;

    Add(long summand) {
      this.summand = summand;
    }

    @ProcessElement
    public void add(@Element Long number, OutputReceiver<Long> out) {
      out.output(number + summand);
    }
  }

  private static final class AddSide extends DoFn<Long, Long> {
    private final PCollectionView<List<Long>> view;

    AddSide(PCollectionView<List<Long>> view) {
      this.view = view;
    }

    @ProcessElement
    public void add(ProcessContext context) {
      context.output(context.element() + context.sideInput(view).get(0));
    }
  }

  private static final class Split extends DoFn<Long, Long> {
    @ProcessElement
    public void split(@Element Long number, MultiOutputReceiver out) {
      out.get(number % 2 == 0 ? EVEN : ODD).output(number);
    }
  }

  private static final class Key extends DoFn<Long, KV<String, Long>> {
    @ProcessElement
    public void key(@Element Long number, OutputReceiver<KV<String, Long>> out) {
      out.output(KV.of("key", number));
    }
  }

  private static final class SumOfBundle extends DoFn<Long, Long> {
    private transient long sum;
    private transient Instant latest;

    @StartBundle
    public void start() {
      sum = 0;
      latest = null;
    }

    @ProcessElement
    public void add(@Element Long number, @Timestamp Instant timestamp) {
      sum += number;
      latest = timestamp;
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (latest != null) {
        context.output(sum, latest, GlobalWindow.INSTANCE);
      }
    }
  }

  private static final class NumberOfKey extends DoFn<KV<String, Long>, Long> {
    @StateId("number")
    private final StateSpec<ValueState<Long>> spec = StateSpecs.value(VarLongCoder.of());

    @ProcessElement
    public void number(@StateId("number") ValueState<Long> state, OutputReceiver<Long> out) {
      Long before = state.read();
      long number = before == null ? 1 : before + 1;
      state.write(number);
      out.output(number);
    }
  }

  private static final class Count extends DoFn<Long, Long> {
    private final Counter counter = Metrics.counter("fuse", "counted");

    @ProcessElement
    public void count(@Element Long number, OutputReceiver<Long> out) {
      counter.inc();
      out.output(number);
    }
  }

  private static final class Fail extends DoFn<Long, Long> {
    @ProcessElement
    public void fail() {
      throw new IllegalStateException("no more");
    }
  }

  private static final class See extends DoFn<Long, Void> {
    private final String label;

    See(String label) {
      this.label = label;
    }

    @ProcessElement
    public void see(@Element Long number, @Timestamp Instant timestamp) {
      SEEN.add(label + " " + number + " " + timestamp.getMillis());
    }
  }

  private static final class SeeGroup extends DoFn<KV<String, Iterable<Long>>, Void> {
    @ProcessElement
    public void see(@Element KV<String, Iterable<Long>> group, BoundedWindow window) {
      List<Long> numbers = new ArrayList<>();
      group.getValue().forEach(numbers::add);
      numbers.sort(null);
      SEEN.add(numbers + " until " + window.maxTimestamp().getMillis());
    }
  }

  private static final class SeeWindow extends DoFn<KV<String, Long>, Void> {
    @ProcessElement
    public void see(@Element KV<String, Long> keyed, BoundedWindow window) {
      SEEN.add(keyed.getValue() + " in " + (window instanceof GlobalWindow ? "global" : "another"));
    }
  }
}
