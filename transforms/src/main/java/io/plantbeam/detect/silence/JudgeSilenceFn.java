package io.plantbeam.detect.silence;

import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * The sightings of a shard in, span after span; its series that fall silent, and the anomalies that
 * were among the sightings, out, with the curves of their series.
 */
abstract class JudgeSilenceFn extends DoFn<KV<Integer, Iterable<Sighting>>, Anomaly> {
  private static final String SERIES = "series";

  private final Counter anomalies = Counters.counter(Counters.ANOMALIES);
  private final BySensorType<SilenceParameters> parameters;
  private final BySensorType<AlertPolicy> policies;

  JudgeSilenceFn(BySensorType<SilenceParameters> parameters, BySensorType<AlertPolicy> policies) {
    this.parameters = parameters;
    this.policies = policies;
  }

  final void judge(
      Iterable<Sighting> span, ValueState<WatchedSeries> state, OutputReceiver<Anomaly> out) {
    WatchedSeries stored = state.read();
    // An engine may be writing what it handed out into a snapshot.
    WatchedSeries series = stored == null ? new WatchedSeries() : stored.copy();
    List<Sighting> sightings = new ArrayList<>();
    span.forEach(sightings::add);
    series.add(
        sightings,
        parameters,
        silence -> {
          anomalies.inc();
          AlertPolicy policy = policies.of(silence.context().series().sensorType());
          out.output(policy.withRecent(silence, silence.recent()));
        },
        out::output);
    state.write(series);
  }

  /** Of a stream: spans come in order, since each is complete when the watermark passes it. */
  static final class OfStream extends JudgeSilenceFn {
    @StateId(SERIES)
    private final StateSpec<ValueState<WatchedSeries>> spec =
        StateSpecs.value(WatchedSeries.WatchedSeriesCoder.INSTANCE);

    OfStream(BySensorType<SilenceParameters> parameters, BySensorType<AlertPolicy> policies) {
      super(parameters, policies);
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<Sighting>> span,
        @StateId(SERIES) ValueState<WatchedSeries> state,
        OutputReceiver<Anomaly> out) {
      judge(span.getValue(), state, out);
    }
  }

  /** Of bounded input: the engine sorts the spans of a shard by time. */
  static final class OfBatch extends JudgeSilenceFn {
    @StateId(SERIES)
    private final StateSpec<ValueState<WatchedSeries>> spec =
        StateSpecs.value(WatchedSeries.WatchedSeriesCoder.INSTANCE);

    OfBatch(BySensorType<SilenceParameters> parameters, BySensorType<AlertPolicy> policies) {
      super(parameters, policies);
    }

    @ProcessElement
    @RequiresTimeSortedInput
    public void process(
        @Element KV<Integer, Iterable<Sighting>> span,
        @StateId(SERIES) ValueState<WatchedSeries> state,
        OutputReceiver<Anomaly> out) {
      judge(span.getValue(), state, out);
    }
  }
}
