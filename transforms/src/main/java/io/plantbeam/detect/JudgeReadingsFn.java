package io.plantbeam.detect;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingScore;
import io.plantbeam.model.SeriesContext;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Readings in order in; anomalies out, and scores where they are wanted. The state of a key is read
 * and written once for all readings of a span.
 *
 * <p>Without timers, which the Spark streaming runner refuses, so that the state of a series or an
 * asset stays when it falls silent; each detector bounds its own.
 */
abstract class JudgeReadingsFn extends DoFn<KV<DetectorKey, OrderedReadings>, Anomaly> {
  private final Counter scored = Counters.counter(Counters.SCORED);
  private final Counter anomalies = Counters.counter(Counters.ANOMALIES);
  private final DetectorCatalogue catalogue;
  private final boolean withScores;
  private transient ReadingJudge judge;

  JudgeReadingsFn(DetectorCatalogue catalogue, boolean withScores) {
    this.catalogue = catalogue;
    this.withScores = withScores;
  }

  @Setup
  public void setup() {
    judge = new ReadingJudge(catalogue);
  }

  final void judge(
      KV<DetectorKey, OrderedReadings> element,
      ValueState<DetectorStates> state,
      MultiOutputReceiver out)
      throws CoderException {
    DetectorStates before = state.read();
    if (before == null) {
      before = DetectorStates.NONE;
    }
    ReadingJudge.Outcome outcome =
        judge.judge(
            element.getKey(),
            element.getValue(),
            before,
            (detector, settled, context, reading, score) ->
                output(detector, settled, context, reading, score, out));
    if (outcome.judged() > 0) {
      state.write(outcome.states());
      scored.inc(outcome.judged());
    }
  }

  private void output(
      String detector,
      boolean settled,
      SeriesContext context,
      Reading reading,
      Score score,
      MultiOutputReceiver out) {
    if (score.alert()) {
      anomalies.inc();
      out.get(DetectReadingAnomalies.ANOMALIES)
          .output(ReadingAnomalies.of(detector, settled, context, reading, score));
    }
    if (withScores) {
      out.get(DetectReadingAnomalies.SCORES)
          .output(
              new ReadingScore(
                  reading.series().sensorId(),
                  reading.series().metric(),
                  reading.eventTimeMillis(),
                  detector,
                  score.raw(),
                  score.gated(),
                  score.alert()));
    }
  }

  /** Of a stream: elements come in order, but for late ones. */
  static final class OfStream extends JudgeReadingsFn {
    @StateId("detectors")
    private final StateSpec<ValueState<DetectorStates>> spec =
        StateSpecs.value(DetectorStates.StatesCoder.INSTANCE);

    OfStream(DetectorCatalogue catalogue, boolean withScores) {
      super(catalogue, withScores);
    }

    @ProcessElement
    public void process(
        @Element KV<DetectorKey, OrderedReadings> element,
        @StateId("detectors") ValueState<DetectorStates> state,
        MultiOutputReceiver out)
        throws CoderException {
      judge(element, state, out);
    }
  }

  /** Of bounded input: the engine sorts the elements of a key by time. */
  static final class OfBatch extends JudgeReadingsFn {
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
      judge(element, state, out);
    }
  }
}
