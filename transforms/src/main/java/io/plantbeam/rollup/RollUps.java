package io.plantbeam.rollup;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.order.OrderedReadings;
import io.plantbeam.panes.SeriesPanes;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Readings, as {@link SeriesPanes#orderReadings} gives them, to rows of the plant above its series:
 * facilities, metrics of equipment, lines by shift, and hours.
 *
 * <p>The readings of a shard and a span of time are added up where they are, those of each series,
 * cell, hour and shift once. All that is above them are exact sums and sets of these, so rows do
 * not depend on the order and the grouping. Spans are not cut into shorter panes for the roll-ups:
 * that would make more elements for all that comes after.
 *
 * <p>Groups of several series are merged twice in a stream. First come the pieces of a span from
 * all shards together, and then those of a window, so that few elements are spread over windows
 * which overlap. A window comes out when the watermark passes its end, or the end of the span in
 * which it ends, and again, whole and with the next revision, with readings that are late by no
 * more than the allowed lateness. A reading that is too late for all window statistics is in no
 * row.
 *
 * <p>In batch hours are complete in one span, windows are merged in a function, and the hours of
 * all weeks are one pattern. There are no timers, and state only in windows.
 */
public final class RollUps
    extends PTransform<PCollection<KV<Integer, List<OrderedReadings>>>, PCollectionTuple> {
  public static final Rows<FacilityMetrics> FACILITY_METRICS =
      new Rows<>(
          RollUp.FACILITY_METRICS,
          FacilityMetrics.SCHEMA,
          FacilityMetrics.RowCoder.INSTANCE,
          new TupleTag<>("facility metrics") {});

  public static final Rows<EquipmentHealth> EQUIPMENT_HEALTH =
      new Rows<>(
          RollUp.EQUIPMENT_HEALTH,
          EquipmentHealth.SCHEMA,
          EquipmentHealth.RowCoder.INSTANCE,
          new TupleTag<>("equipment health") {});

  public static final Rows<LineEfficiency> LINE_EFFICIENCY =
      new Rows<>(
          RollUp.LINE_EFFICIENCY,
          LineEfficiency.SCHEMA,
          LineEfficiency.RowCoder.INSTANCE,
          new TupleTag<>("line efficiency") {});

  public static final Rows<HourlyStats> HOURLY =
      new Rows<>(
          RollUp.HOURLY,
          HourlyStats.SCHEMA,
          HourlyStats.RowCoder.INSTANCE,
          new TupleTag<>("hourly") {});

  public static final Rows<DevicePattern> DEVICE_PATTERNS =
      new Rows<>(
          RollUp.DEVICE_PATTERNS,
          DevicePattern.SCHEMA,
          DevicePattern.RowCoder.INSTANCE,
          new TupleTag<>("device patterns") {});

  /** The outputs of all roll-ups. */
  public static final List<Rows<?>> ALL =
      List.of(FACILITY_METRICS, EQUIPMENT_HEALTH, LINE_EFFICIENCY, HOURLY, DEVICE_PATTERNS);

  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(
          Contribution.made(RollUp.FACILITY_METRICS.counter(), "rows of facilities"),
          Contribution.made(RollUp.EQUIPMENT_HEALTH.counter(), "of equipment"),
          Contribution.made(RollUp.LINE_EFFICIENCY.counter(), "of lines"),
          Contribution.made(RollUp.HOURLY.counter(), "of hours"),
          Contribution.made(RollUp.DEVICE_PATTERNS.counter(), "of device patterns"));

  private static final KvCoder<KV<Integer, Long>, List<Piece>> PLANT_CODER =
      KvCoder.of(
          KvCoder.of(VarIntCoder.of(), VarLongCoder.of()), ListCoder.of(Piece.PartCoder.INSTANCE));
  private static final KvCoder<Integer, Piece> SHARD_CODER =
      KvCoder.of(VarIntCoder.of(), Piece.PieceCoder.INSTANCE);
  private static final KvCoder<KV<String, Long>, Piece> KEYED_CODER =
      KvCoder.of(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of()), Piece.PieceCoder.INSTANCE);

  private final RollUpPlan plan;
  private final SeriesPanes panes;

  private RollUps(RollUpPlan plan, SeriesPanes panes) {
    this.plan = plan;
    this.panes = panes;
  }

  /**
   * The output of a roll-up.
   *
   * @param tag under which it is in the result, if the roll-up is made
   */
  public record Rows<T>(RollUp rollUp, OutputSchema<T> schema, Coder<T> coder, TupleTag<T> tag) {
    /** How the names of the steps that write it end. */
    public String step() {
      StringBuilder step = new StringBuilder();
      for (String word : rollUp.label().split("-", -1)) {
        step.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
      return step.toString();
    }
  }

  /**
   * The roll-ups.
   *
   * @param settings with at least one that is made
   * @param panes with whose spans the readings come; windows are corrected for as long as theirs
   */
  public static RollUps of(RollUpSettings settings, SeriesPanes panes) {
    return new RollUps(new RollUpPlan(settings), panes);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, List<OrderedReadings>>> readings) {
    boolean bounded = readings.isBounded() == IsBounded.BOUNDED;
    PCollectionTuple pieces =
        readings.apply(
            "PiecesOfSpan",
            ParDo.of(new PiecesOfSpan(plan, bounded))
                .withOutputTags(PiecesOfSpan.OF_PLANT, TupleTagList.of(PiecesOfSpan.OF_SERIES)));
    PCollection<KV<KV<Integer, Long>, List<Piece>>> ofPlant =
        pieces.get(PiecesOfSpan.OF_PLANT).setCoder(PLANT_CODER);
    PCollection<KV<Integer, Piece>> ofSeries =
        pieces.get(PiecesOfSpan.OF_SERIES).setCoder(SHARD_CODER);
    return bounded ? ofBatch(ofPlant, ofSeries) : ofStream(ofPlant, ofSeries);
  }

  private PCollectionTuple ofStream(
      PCollection<KV<KV<Integer, Long>, List<Piece>>> ofPlant,
      PCollection<KV<Integer, Piece>> ofSeries) {
    PCollectionList<KV<Integer, Piece>> all = PCollectionList.of(withoutLateness(ofSeries));
    if (plan.hasGrids()) {
      all = all.and(withoutLateness(wholeSpans(withoutLateness(ofPlant))));
    }
    PCollection<KV<KV<String, Long>, Groups>> windows =
        all.apply("AllPieces", Flatten.pCollections())
            .apply("KeyPieces", ParDo.of(new KeyPieces(plan, panes.latenessMillis() > 0)))
            .setCoder(KEYED_CODER)
            .apply(
                "IntoWindows",
                EventTimeWindows.<KV<KV<String, Long>, Piece>>into(
                        new IntoRollUpWindows(plan, panes.pieceMillis()), panes.latenessMillis())
                    .accumulatingFiredPanes())
            // In the name, by which a savepoint is matched, because windows of another size would
            // be taken for whole ones of this.
            .apply("CombineWindows" + plan.name(), Combine.perKey(new AddGroups()));
    return rows(windows, "ToRows", new ToRows.OfWindow(plan, false));
  }

  /** Makes one piece of a span of those from all shards, since each would go to all windows. */
  private PCollection<KV<Integer, Piece>> wholeSpans(
      PCollection<KV<KV<Integer, Long>, List<Piece>>> ofPlant) {
    return ofPlant
        .apply(
            "IntoSpans",
            EventTimeWindows.<KV<KV<Integer, Long>, List<Piece>>>into(
                    FixedWindows.of(org.joda.time.Duration.millis(panes.pieceMillis())),
                    panes.longestWindowMillis() - panes.pieceMillis() + panes.latenessMillis())
                .discardingFiredPanes())
        .apply("GroupSpan", GroupByKey.create())
        .apply("MergePieces", ParDo.of(new MergePieces()))
        .setCoder(SHARD_CODER);
  }

  /** {@link Window} never makes the allowed lateness less than it was. */
  private static <T> PCollection<T> withoutLateness(PCollection<T> pieces) {
    return pieces.setWindowingStrategyInternal(
        pieces.getWindowingStrategy().withAllowedLateness(org.joda.time.Duration.ZERO));
  }

  private PCollectionTuple ofBatch(
      PCollection<KV<KV<Integer, Long>, List<Piece>>> ofPlant,
      PCollection<KV<Integer, Piece>> ofSeries) {
    PCollectionTuple rows = PCollectionTuple.empty(ofPlant.getPipeline());
    if (plan.hasGrids()) {
      PCollection<KV<KV<Integer, Long>, Iterable<List<Piece>>>> grouped =
          ofPlant
              // A group holds the watermark at its earliest piece; else its windows would be late.
              .apply(
                  "AtEarliestPiece",
                  Window.<KV<KV<Integer, Long>, List<Piece>>>configure()
                      .withTimestampCombiner(TimestampCombiner.EARLIEST))
              .apply("GroupPieces", GroupByKey.create());
      PCollectionTuple ofPieces = rows(grouped, "ToRows", new ToRows.OfPieces(plan));
      for (Rows<?> kind : ALL) {
        if (kind.rollUp().slides()) {
          rows = with(rows, kind, ofPieces);
        }
      }
    }
    if (plan.hourly()) {
      PCollectionTuple hours = rows(ofSeries, "ToHours", new ToRows.OfHour(plan));
      rows = rows.and(HOURLY.tag(), hours.get(HOURLY.tag()));
    }
    if (plan.localHours()) {
      PCollection<KV<KV<String, Long>, Groups>> patterns =
          ofSeries
              .apply("KeyLocalHours", ParDo.of(new KeyLocalHours()))
              .setCoder(KEYED_CODER)
              .apply("CombineLocalHours", Combine.perKey(new AddGroups()));
      PCollectionTuple ofAll = rows(patterns, "ToPatterns", new ToRows.OfWindow(plan, true));
      rows = rows.and(DEVICE_PATTERNS.tag(), ofAll.get(DEVICE_PATTERNS.tag()));
    }
    return rows;
  }

  private static <T> PCollectionTuple with(
      PCollectionTuple rows, Rows<T> kind, PCollectionTuple more) {
    return rows.and(kind.tag(), more.get(kind.tag()));
  }

  private static <I> PCollectionTuple rows(
      PCollection<I> input, String step, DoFn<I, Void> toRows) {
    TupleTag<Void> none = new TupleTag<>("none");
    TupleTagList tags = TupleTagList.empty();
    for (Rows<?> kind : ALL) {
      tags = tags.and(kind.tag());
    }
    PCollectionTuple rows = input.apply(step, ParDo.of(toRows).withOutputTags(none, tags));
    rows.get(none).setCoder(VoidCoder.of());
    ALL.forEach(kind -> setCoder(rows, kind));
    return rows;
  }

  private static <T> void setCoder(PCollectionTuple rows, Rows<T> kind) {
    rows.get(kind.tag()).setCoder(kind.coder());
  }

  /** The local hours of a batch. */
  private static final class KeyLocalHours
      extends DoFn<KV<Integer, Piece>, KV<KV<String, Long>, Piece>> {
    @ProcessElement
    public void processElement(
        @Element KV<Integer, Piece> shard, OutputReceiver<KV<KV<String, Long>, Piece>> output) {
      if (shard.getValue().kind() == Kind.LOCAL_HOUR) {
        output.output(KV.of(KV.of(Integer.toString(shard.getKey()), 0L), shard.getValue()));
      }
    }
  }
}
