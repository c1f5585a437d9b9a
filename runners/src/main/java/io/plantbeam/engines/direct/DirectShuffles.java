package io.plantbeam.engines.direct;

import java.util.List;
import java.util.Map;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.ReshuffleTrigger;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowingStrategy;

/**
 * Gives a batch on the Direct runner shuffles that sort on disk.
 *
 * <p>The runner's own keep all elements in memory, make a bundle of each group, and look through
 * all windows of a key for each of its bundles. What wants its input in the order of time copies
 * all that is still to come for each bundle. So the time for a reading grows with the number of
 * readings, and the memory too.
 */
public final class DirectShuffles {
  /**
   * A thread that has nothing to do looks for timers all the time, and takes it from the others.
   */
  private static final int PARTS_OF_THREAD = 4;

  private DirectShuffles() {}

  /** Replaces the groupings, and the functions that want the order of time, of a bounded job. */
  public static void replaceIn(Pipeline pipeline) {
    int threads = pipeline.getOptions().as(DirectOptions.class).getTargetParallelism();
    int parts = PARTS_OF_THREAD * Math.max(1, threads);
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(DirectShuffles::isGrouping, new GroupingFactory<>(parts)),
            PTransformOverride.of(DirectShuffles::isInOrder, new InOrderFactory<>(parts))));
  }

  private static boolean isBounded(AppliedPTransform<?, ?, ?> applied) {
    return applied.getMainInputs().values().stream()
        .allMatch(input -> input.isBounded() == IsBounded.BOUNDED);
  }

  private static boolean isGrouping(AppliedPTransform<?, ?, ?> applied) {
    return applied.getTransform() instanceof GroupByKey<?, ?>
        && !applied.getFullName().contains("/" + Handover.SEAL + "/")
        && isBounded(applied)
        && applied.getMainInputs().values().stream()
            .allMatch(input -> !input.getWindowingStrategy().needsMerge());
  }

  private static boolean isInOrder(AppliedPTransform<?, ?, ?> applied) {
    return applied.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo
        && parDo.getSideInputs().isEmpty()
        && isBounded(applied)
        && applied.getMainInputs().values().stream()
            .allMatch(input -> input.getWindowingStrategy().getWindowFn() instanceof GlobalWindows)
        && isInOrder(DoFnSignatures.getSignature(parDo.getFn().getClass()));
  }

  /** What is not here has state of another kind, timers, or work at the borders of bundles. */
  private static boolean isInOrder(DoFnSignature fn) {
    return fn.processElement().requiresTimeSortedInput()
        && fn.startBundle() == null
        && fn.finishBundle() == null
        && fn.onWindowExpiration() == null
        && fn.timerDeclarations().isEmpty()
        && fn.timerFamilyDeclarations().isEmpty()
        && fn.stateDeclarations().values().stream()
            .allMatch(state -> state.stateType().getRawType() == ValueState.class);
  }

  @SuppressWarnings("unchecked")
  private static Coder<BoundedWindow> windowCoder(WindowingStrategy<?, ?> windows) {
    return (Coder<BoundedWindow>) windows.getWindowFn().windowCoder();
  }

  private record GroupingFactory<K, V>(int parts)
      implements PTransformOverrideFactory<
          PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>, GroupByKey<K, V>> {
    @Override
    public PTransformReplacement<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>, GroupByKey<K, V>>
                applied) {
      PCollection<KV<K, V>> input = PTransformReplacements.getSingletonMainInput(applied);
      return PTransformReplacement.of(input, new Grouping<>(applied.getTransform(), parts));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<KV<K, Iterable<V>>> output) {
      return ReplacementOutputs.singleton(outputs, output);
    }
  }

  private static final class Grouping<K, V>
      extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>> {
    private final GroupByKey<K, V> original;
    private final int parts;

    Grouping(GroupByKey<K, V> original, int parts) {
      this.original = original;
      this.parts = parts;
    }

    @Override
    public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> input) {
      Shuffle shuffle = Shuffle.create(parts);
      WindowingStrategy<?, ?> strategy = input.getWindowingStrategy();
      Coder<BoundedWindow> windows = windowCoder(strategy);
      KvCoder<K, V> coder = Handover.kvCoder(input);
      return input
          .apply("Handover", new Handover<>(shuffle, windows))
          .apply(
              "Groups",
              ParDo.of(
                  new GroupsFn<>(
                      shuffle,
                      coder.getKeyCoder(),
                      coder.getValueCoder(),
                      windows,
                      strategy.getTimestampCombiner(),
                      bytesOfTurn(strategy))))
          .setCoder(GroupByKey.getOutputKvCoder(coder))
          .setWindowingStrategyInternal(original.updateWindowingStrategy(strategy))
          .setIsBoundedInternal(IsBounded.BOUNDED);
    }
  }

  /** What is spread over workers is few and large, such as a range of a file to be read. */
  private static int bytesOfTurn(WindowingStrategy<?, ?> strategy) {
    return strategy.getTrigger() instanceof ReshuffleTrigger<?> ? 1 : Shuffle.BYTES_OF_TURN;
  }

  private record InOrderFactory<K, V, OutputT>(int parts)
      implements PTransformOverrideFactory<
          PCollection<KV<K, V>>, PCollectionTuple, ParDo.MultiOutput<KV<K, V>, OutputT>> {
    @Override
    public PTransformReplacement<PCollection<KV<K, V>>, PCollectionTuple> getReplacementTransform(
        AppliedPTransform<
                PCollection<KV<K, V>>, PCollectionTuple, ParDo.MultiOutput<KV<K, V>, OutputT>>
            applied) {
      PCollection<KV<K, V>> input = PTransformReplacements.getSingletonMainInput(applied);
      return PTransformReplacement.of(
          input, new InOrder<>(applied.getTransform(), applied.getOutputs(), parts));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollectionTuple output) {
      return ReplacementOutputs.tagged(outputs, output);
    }
  }

  private static final class InOrder<K, V, OutputT>
      extends PTransform<PCollection<KV<K, V>>, PCollectionTuple> {
    private final ParDo.MultiOutput<KV<K, V>, OutputT> original;
    private final Map<TupleTag<?>, PCollection<?>> outputs;
    private final int parts;

    InOrder(
        ParDo.MultiOutput<KV<K, V>, OutputT> original,
        Map<TupleTag<?>, PCollection<?>> outputs,
        int parts) {
      this.original = original;
      this.outputs = outputs;
      this.parts = parts;
    }

    @Override
    public PCollectionTuple expand(PCollection<KV<K, V>> input) {
      Shuffle shuffle = Shuffle.create(parts);
      KvCoder<K, V> coder = Handover.kvCoder(input);
      DoFn<KV<K, V>, OutputT> fn = original.getFn();
      PCollectionTuple made =
          input
              .apply("Handover", new Handover<>(shuffle, null))
              .apply(
                  "Judge",
                  ParDo.of(
                          new InOrderFn<>(
                              shuffle,
                              coder.getKeyCoder(),
                              coder.getValueCoder(),
                              fn,
                              original.getMainOutputTag()))
                      .withOutputTags(
                          original.getMainOutputTag(), original.getAdditionalOutputTags()));
      made.getAll().forEach((tag, output) -> likeOriginal(output, outputs.get(tag)));
      return made;
    }

    @SuppressWarnings("unchecked")
    private static <T> void likeOriginal(PCollection<T> output, PCollection<?> original) {
      output
          .setCoder((Coder<T>) original.getCoder())
          .setWindowingStrategyInternal(original.getWindowingStrategy())
          .setIsBoundedInternal(IsBounded.BOUNDED);
    }
  }
}
