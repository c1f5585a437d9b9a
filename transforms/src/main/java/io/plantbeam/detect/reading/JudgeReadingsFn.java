package io.plantbeam.detect.reading;

import io.plantbeam.codec.Carried;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.MinuteMeans;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Timestamps;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Readings in order in; anomalies out, scores where they are wanted, and the minutes that detectors
 * tell of. State is read and written once for all readings of a span.
 *
 * <p>Without timers, which the Spark streaming runner refuses, so that the state of a series or an
 * asset stays when it falls silent; each detector bounds its own.
 */
abstract class JudgeReadingsFn<T> extends DoFn<T, Anomaly> {
  static final TupleTag<Anomaly> ANOMALIES = new TupleTag<>("anomalies") {};
  static final TupleTag<ReadingScore> SCORES = new TupleTag<>("scores") {};
  static final TupleTag<SeriesMinutes> MINUTES = new TupleTag<>("minutes") {};

  private final Counter toScore = Counters.counter(Counters.TO_SCORE);
  private final Counter scored = Counters.counter(Counters.SCORED);
  private final Counter anomalies = Counters.counter(Counters.ANOMALIES);
  private final Carried<DetectorCatalogue> catalogue;
  private final boolean withScores;
  private transient ReadingJudge judge;

  JudgeReadingsFn(DetectorCatalogue catalogue, boolean withScores) {
    this.catalogue = Carried.of(catalogue);
    this.withScores = withScores;
  }

  @Setup
  public void setup() {
    judge = new ReadingJudge(catalogue.get());
  }

  /** Judges the readings of a series or an asset, and returns what its detectors have learned. */
  final DetectorStates judge(
      KV<DetectorKey, OrderedReadings> readings, DetectorStates before, MultiOutputReceiver out)
      throws CoderException {
    toScore.inc(readings.getValue().size());
    Told told = new Told(out);
    ReadingJudge.Outcome outcome =
        judge.judge(
            readings.getKey(),
            readings.getValue(),
            before == null ? DetectorStates.NONE : before,
            told);
    told.end();
    if (outcome.judged() > 0) {
      scored.inc(outcome.judged());
    }
    return outcome.states();
  }

  /** Outputs what is said of a series or an asset in a span. */
  private final class Told implements ReadingJudge.Judgements {
    private final MultiOutputReceiver out;
    private SeriesContext context;
    private List<MinuteFigures> minutes = List.of();

    Told(MultiOutputReceiver out) {
      this.out = out;
    }

    @Override
    public void judged(
        ReadingDetector<?> detector,
        boolean settled,
        SeriesContext context,
        Reading reading,
        Score score,
        MinuteMeans means) {
      output(detector, settled, context, reading, score, means, out);
    }

    @Override
    public void completed(SeriesContext ofMinute, MinuteFigures minute) {
      if (!ofMinute.equals(context)) {
        end();
        context = ofMinute;
        minutes = new ArrayList<>();
      }
      minutes.add(minute);
    }

    void end() {
      if (!minutes.isEmpty()) {
        out.get(MINUTES).output(new SeriesMinutes(context, minutes));
      }
    }
  }

  private void output(
      ReadingDetector<?> detector,
      boolean settled,
      SeriesContext context,
      Reading reading,
      Score score,
      MinuteMeans means,
      MultiOutputReceiver out) {
    if (score.alert()) {
      anomalies.inc();
      Anomaly anomaly = ReadingAnomalies.of(detector, settled, context, reading, score);
      AlertPolicy policy =
          catalogue.get().alertPolicy(detector.name(), context.series().sensorType());
      outputAnomaly(policy.withRecent(anomaly, means.recent()), out.get(ANOMALIES));
    }
    if (withScores) {
      out.get(SCORES)
          .output(
              new ReadingScore(
                  context.key(),
                  reading.eventTimeMicros(),
                  detector.name(),
                  detector.scale().share(score.raw()),
                  detector.scale().share(score.gated()),
                  score.alert()));
    }
  }

  /** Outputs an anomaly at the time at which it is known. */
  abstract void outputAnomaly(Anomaly anomaly, OutputReceiver<Anomaly> out);

  /**
   * Of a stream: elements come in order, but for late ones. The state is that of a shard, whose
   * series mostly have readings in every span, because the engine's work for a key would cost more
   * than the judging.
   */
  static final class OfStream
      extends JudgeReadingsFn<KV<Integer, List<KV<DetectorKey, OrderedReadings>>>> {
    @StateId("detectors")
    private final StateSpec<ValueState<Map<DetectorKey, DetectorStates>>> spec =
        StateSpecs.value(
            MapCoder.of(DetectorKey.KeyCoder.INSTANCE, DetectorStates.StatesCoder.INSTANCE));

    OfStream(DetectorCatalogue catalogue, boolean withScores) {
      super(catalogue, withScores);
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, List<KV<DetectorKey, OrderedReadings>>> shard,
        @StateId("detectors") ValueState<Map<DetectorKey, DetectorStates>> state,
        MultiOutputReceiver out)
        throws CoderException {
      Map<DetectorKey, DetectorStates> before = state.read();
      // An engine may be writing what it handed out into a snapshot.
      Map<DetectorKey, DetectorStates> after =
          before == null ? new HashMap<>() : new HashMap<>(before);
      for (KV<DetectorKey, OrderedReadings> readings : shard.getValue()) {
        after.put(readings.getKey(), judge(readings, after.get(readings.getKey()), out));
      }
      state.write(after);
    }

    /** The watermark has passed the span, at whose end the element is. */
    @Override
    void outputAnomaly(Anomaly anomaly, OutputReceiver<Anomaly> out) {
      out.output(anomaly);
    }
  }

  /** Of bounded input: the engine sorts the elements of a key by time. */
  static final class OfBatch extends JudgeReadingsFn<KV<DetectorKey, OrderedReadings>> {
    @StateId("detectors")
    private final StateSpec<ValueState<DetectorStates>> spec =
        StateSpecs.value(DetectorStates.StatesCoder.INSTANCE);

    OfBatch(DetectorCatalogue catalogue, boolean withScores) {
      super(catalogue, withScores);
    }

    @ProcessElement
    @RequiresTimeSortedInput
    public void process(
        @Element KV<DetectorKey, OrderedReadings> element,
        @StateId("detectors") ValueState<DetectorStates> state,
        MultiOutputReceiver out)
        throws CoderException {
      state.write(judge(element, state.read(), out));
    }

    /** The element is at its earliest reading. */
    @Override
    void outputAnomaly(Anomaly anomaly, OutputReceiver<Anomaly> out) {
      out.outputWithTimestamp(
          anomaly, Instant.ofEpochMilli(Timestamps.toMillis(anomaly.eventTimeMicros())));
    }
  }
}
