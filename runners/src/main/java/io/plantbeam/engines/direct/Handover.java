package io.plantbeam.engines.direct;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Elements in, all of them into a shuffle; turns to read it out. */
final class Handover<K, V> extends PTransform<PCollection<KV<K, V>>, PCollection<Integer>> {
  /** A step whose grouping is the runner's own. */
  static final String SEAL = "SealShuffle";

  private final Shuffle shuffle;
  private final Coder<BoundedWindow> windows;

  /**
   * A hand-over of bounded input.
   *
   * @param windows null for records in the order of key and timestamp, else in that of key and
   *     window
   */
  Handover(Shuffle shuffle, Coder<BoundedWindow> windows) {
    this.shuffle = shuffle;
    this.windows = windows;
  }

  @Override
  public PCollection<Integer> expand(PCollection<KV<K, V>> input) {
    Pipeline pipeline = input.getPipeline();
    KvCoder<K, V> coder = kvCoder(input);
    PCollection<byte[]> spilled =
        input
            .apply(
                "Spill",
                ParDo.of(
                    new SpillFn<>(shuffle, coder.getKeyCoder(), coder.getValueCoder(), windows)))
            .setCoder(ByteArrayCoder.of())
            .apply("Unwindowed", unwindowed());
    // Without it there would be no group to tell the end of nothing.
    PCollection<byte[]> begin =
        pipeline.apply("Begin", Impulse.create()).apply("UnwindowedBegin", unwindowed());
    PCollectionList.of(spilled)
        .and(begin)
        .apply("SpilledOrBegin", Flatten.pCollections())
        .apply(SEAL, new Seal(shuffle));
    return pipeline.apply("Turns", Read.from(Turns.of(shuffle)));
  }

  @SuppressWarnings("unchecked")
  static <K, V> KvCoder<K, V> kvCoder(PCollection<KV<K, V>> input) {
    return (KvCoder<K, V>) input.getCoder();
  }

  private static Window<byte[]> unwindowed() {
    return Window.<byte[]>into(new GlobalWindows())
        .triggering(DefaultTrigger.of())
        .discardingFiredPanes();
  }

  private static final class Seal extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
    private final Shuffle shuffle;

    Seal(Shuffle shuffle) {
      this.shuffle = shuffle;
    }

    @Override
    public PCollection<byte[]> expand(PCollection<byte[]> input) {
      return input
          .apply("Together", WithKeys.of(0))
          .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
          .apply("Group", GroupByKey.create())
          .apply("Seal", ParDo.of(new SealFn(shuffle)))
          .setCoder(ByteArrayCoder.of());
    }
  }

  private static final class SealFn extends DoFn<KV<Integer, Iterable<byte[]>>, byte[]> {
    private final Shuffle shuffle;

    SealFn(Shuffle shuffle) {
      this.shuffle = shuffle;
    }

    @ProcessElement
    public void seal() {
      shuffle.seal();
    }
  }
}
