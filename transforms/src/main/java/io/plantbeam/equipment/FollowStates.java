package io.plantbeam.equipment;

import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.enrich.RegistryLoader;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.Shards;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.order.OrderBundle;
import io.plantbeam.order.OrderedReadings;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/**
 * Readings that are ordered within spans of event time in; out come the states of the machines that
 * the registry has states of, as {@link StateMachine} finds them: a frame when it begins and when
 * it has ended, and how the machine is now. Both are in the global window.
 *
 * <p>There are no timers: the readings of all other series tell the time, once a window with them
 * is emitted, so that a machine that falls silent is offline though it sends nothing. Where nothing
 * sends any more, nothing is told.
 *
 * <p>A reading that comes later than its span is left out where a later one of its machine has been
 * taken, or the machine has been found offline after it; {@link Counters#LATE_FOR_STATES} has their
 * number. A batch and a stream whose readings are not late give the same.
 */
public final class FollowStates extends PTransform<PCollectionTuple, PCollectionTuple> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.made(Counters.EVENT_FRAMES, "event frames"),
          Contribution.left(
              Counters.LATE_FOR_STATES,
              Counters.LATE_FOR_STATES,
              null,
              "readings came too late for the states of their machines"));

  /** Readings, as {@link io.plantbeam.order.OrderReadings} has them. */
  public static final TupleTag<KV<Integer, List<OrderedReadings>>> READINGS =
      new TupleTag<>("readings") {};

  /** How far event time has come, as {@link io.plantbeam.windows.LastTimes} tell it. */
  public static final TupleTag<KV<Long, Long>> TIMES = new TupleTag<>("times") {};

  /** Each frame when it begins and when it has ended. */
  public static final TupleTag<EventFrame> FRAMES = FollowStatesFn.FRAMES;

  /** Each machine when its state changes, and once in a while. */
  public static final TupleTag<EquipmentStatus> STATUSES = FollowStatesFn.STATUSES;

  private static final KvCoder<KV<Integer, Long>, EquipmentInput> SPANS_CODER =
      KvCoder.of(
          KvCoder.of(VarIntCoder.of(), VarLongCoder.of()), EquipmentInput.InputCoder.INSTANCE);

  private static final KvCoder<Integer, EquipmentInput> INPUTS_CODER =
      KvCoder.of(VarIntCoder.of(), EquipmentInput.InputCoder.INSTANCE);

  private final PCollectionView<List<AssetRegistry>> registries;
  private final RegistryLoader first;
  private final Duration span;
  private final Duration lateness;

  private FollowStates(
      PCollectionView<List<AssetRegistry>> registries,
      RegistryLoader first,
      Duration span,
      Duration lateness) {
    this.registries = registries;
    this.first = first;
    this.span = span;
    this.lateness = lateness;
  }

  /**
   * Follows the machines of a registry.
   *
   * @param registries made by {@link io.plantbeam.enrich.LoadRegistry}; what they have beside
   *     equipment is not needed
   * @param first loads a registry while the view is empty
   * @param span of event time in which readings are ordered, and the time is told
   * @param lateness by which readings and times of a stream can be late
   */
  public static FollowStates of(
      PCollectionView<List<AssetRegistry>> registries,
      RegistryLoader first,
      Duration span,
      Duration lateness) {
    return new FollowStates(registries, first, span, lateness);
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple input) {
    PCollection<KV<Integer, List<OrderedReadings>>> readings = input.get(READINGS);
    boolean bounded = readings.isBounded() == IsBounded.BOUNDED;
    PCollection<KV<KV<Integer, Long>, EquipmentInput>> parts =
        readings
            .apply(
                "PartsOfEquipment",
                ParDo.of(new PartsOfEquipmentFn(registries, first, bounded))
                    .withSideInputs(registries))
            .setCoder(SPANS_CODER);
    PCollectionTuple told =
        bounded ? ofBatch(parts, input.get(TIMES)) : ofStream(parts, input.get(TIMES));
    told.get(FRAMES).setCoder(EventFrame.FrameCoder.INSTANCE);
    told.get(STATUSES).setCoder(EquipmentStatus.StatusCoder.INSTANCE);
    return told;
  }

  private PCollectionTuple ofStream(
      PCollection<KV<KV<Integer, Long>, EquipmentInput>> parts, PCollection<KV<Long, Long>> times) {
    PCollection<KV<KV<Integer, Long>, EquipmentInput>> toAll =
        times
            .apply(
                "TellAllShards",
                ParDo.of(new TellAllShardsFn(registries, first)).withSideInputs(registries))
            .setCoder(SPANS_CODER);
    return PCollectionList.of(parts.apply("PartsIntoSpans", intoSpans()))
        .and(toAll.apply("TimesIntoSpans", intoSpans()))
        .apply("WithTimes", Flatten.pCollections())
        .apply("GroupSpan", GroupByKey.create())
        .apply("Gather", ParDo.of(new GatherEquipmentFn()))
        .setCoder(INPUTS_CODER)
        .apply(
            "Unwindowed",
            Window.<KV<Integer, EquipmentInput>>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes())
        .apply("OrderSpansOfBundle", OrderBundle.byTimestamp())
        .apply(
            "Follow",
            ParDo.of(new FollowStatesFn.OfStream())
                .withOutputTags(FRAMES, TupleTagList.of(STATUSES)));
  }

  /** The next reading of a machine tells how long it was silent; the end is told by the others. */
  private PCollectionTuple ofBatch(
      PCollection<KV<KV<Integer, Long>, EquipmentInput>> parts, PCollection<KV<Long, Long>> times) {
    PCollection<KV<Integer, EquipmentInput>> atEnd =
        times
            .apply("Times", Values.create())
            .apply("OneKey", WithKeys.of(0))
            .setCoder(KvCoder.of(VarIntCoder.of(), VarLongCoder.of()))
            // A group holds the watermark at its earliest time; else the end would be late, and
            // left out where elements are sorted.
            .apply(
                "AtEarliestTime",
                Window.<KV<Integer, Long>>configure()
                    .withTimestampCombiner(TimestampCombiner.EARLIEST))
            .apply("GroupTimes", GroupByKey.create())
            .apply("TellAllShardsTheEnd", ParDo.of(new TellTheEndFn()))
            .setCoder(INPUTS_CODER);
    PCollection<KV<Integer, EquipmentInput>> spans =
        parts
            .apply("GroupSpan", GroupByKey.create())
            .apply("Gather", ParDo.of(new GatherEquipmentFn()))
            .setCoder(INPUTS_CODER);
    return PCollectionList.of(spans)
        .and(atEnd)
        .apply("WithEnd", Flatten.pCollections())
        .apply(
            "Follow",
            ParDo.of(new FollowStatesFn.OfBatch())
                .withOutputTags(FRAMES, TupleTagList.of(STATUSES)));
  }

  private Window<KV<KV<Integer, Long>, EquipmentInput>> intoSpans() {
    return EventTimeWindows.<KV<KV<Integer, Long>, EquipmentInput>>into(
            FixedWindows.of(org.joda.time.Duration.millis(span.toMillis())), lateness.toMillis())
        .discardingFiredPanes();
  }

  /** After all readings, by whose times an engine sorts. */
  private static final class TellTheEndFn
      extends DoFn<KV<Integer, Iterable<Long>>, KV<Integer, EquipmentInput>> {
    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<Long>> times,
        @Timestamp Instant earliest,
        OutputReceiver<KV<Integer, EquipmentInput>> out) {
      long micros = EquipmentInput.NO_TIME;
      for (long time : times.getValue()) {
        micros = Math.max(micros, time);
      }
      Instant last = Instant.ofEpochMilli(Math.floorDiv(micros, 1000L) + 1);
      // The times of a single span are told at its end.
      Instant after = last.isBefore(earliest) ? earliest : last;
      EquipmentInput end = EquipmentInput.ofTime(micros);
      Shards.FEW.numbers().forEach(shard -> out.outputWithTimestamp(KV.of(shard, end), after));
    }
  }
}
