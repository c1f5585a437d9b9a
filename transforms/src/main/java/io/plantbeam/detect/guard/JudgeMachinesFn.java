package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.DetectorKey;
import io.plantbeam.detect.reading.SeriesMinutes;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.SeriesContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * The minutes of the machines of a shard in, span after span; what {@link MachineGuard} tells of
 * them out. Without timers, which the Spark streaming runner refuses.
 */
abstract class JudgeMachinesFn extends DoFn<KV<Integer, List<SeriesMinutes>>, Anomaly> {
  private static final String MACHINES = "machines";

  private final Counter anomalies = Counters.counter(Counters.ANOMALIES);
  private final BySensorType<GuardParameters> parameters;
  private final BySensorType<AlertPolicy> policies;
  private transient MachineGuard guard;

  JudgeMachinesFn(BySensorType<GuardParameters> parameters, BySensorType<AlertPolicy> policies) {
    this.parameters = parameters;
    this.policies = policies;
  }

  /** The equipment of a series, or the series itself where the registry knows none. */
  static DetectorKey machineOf(SeriesContext context) {
    DetectorKey asset = DetectorKey.ofAsset(context.asset());
    return asset == null ? DetectorKey.ofSeries(context.key()) : asset;
  }

  private static StateSpec<ValueState<Map<DetectorKey, MachineState>>> spec() {
    return StateSpecs.value(
        MapCoder.of(DetectorKey.KeyCoder.INSTANCE, MachineState.MachineStateCoder.INSTANCE));
  }

  @Setup
  public void setup() {
    guard = new MachineGuard(parameters);
  }

  final void judge(
      List<SeriesMinutes> span,
      ValueState<Map<DetectorKey, MachineState>> state,
      OutputReceiver<Anomaly> out)
      throws CoderException {
    Map<DetectorKey, List<SeriesMinutes>> byMachine = new LinkedHashMap<>();
    for (SeriesMinutes series : span) {
      byMachine
          .computeIfAbsent(machineOf(series.context()), machine -> new ArrayList<>())
          .add(series);
    }
    Map<DetectorKey, MachineState> before = state.read();
    // An engine may be writing what it handed out into a snapshot.
    Map<DetectorKey, MachineState> after = before == null ? new HashMap<>() : new HashMap<>(before);
    for (Map.Entry<DetectorKey, List<SeriesMinutes>> machine : byMachine.entrySet()) {
      MachineState known = after.get(machine.getKey());
      MachineState itsState =
          known == null
              ? new MachineState()
              : CoderUtils.clone(MachineState.MachineStateCoder.INSTANCE, known);
      guard.add(
          itsState,
          machine.getValue(),
          anomaly -> {
            anomalies.inc();
            AlertPolicy policy = policies.of(anomaly.context().series().sensorType());
            output(policy.withRecent(anomaly, anomaly.recent()), itsState.now, out);
          });
      after.put(machine.getKey(), itsState);
    }
    state.write(after);
  }

  /**
   * Outputs an anomaly at the time at which it is known.
   *
   * @param now event time of the reading by which it is, in milliseconds since the epoch
   */
  abstract void output(Anomaly anomaly, long now, OutputReceiver<Anomaly> out);

  /** Of a stream: spans come in order, but for late ones. */
  static final class OfStream extends JudgeMachinesFn {
    @StateId(MACHINES)
    private final StateSpec<ValueState<Map<DetectorKey, MachineState>>> spec = spec();

    OfStream(BySensorType<GuardParameters> parameters, BySensorType<AlertPolicy> policies) {
      super(parameters, policies);
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, List<SeriesMinutes>> span,
        @StateId(MACHINES) ValueState<Map<DetectorKey, MachineState>> state,
        OutputReceiver<Anomaly> out)
        throws CoderException {
      judge(span.getValue(), state, out);
    }

    /** The watermark has passed the span, at whose end the element is. */
    @Override
    void output(Anomaly anomaly, long now, OutputReceiver<Anomaly> out) {
      out.output(anomaly);
    }
  }

  /** Of bounded input: the engine sorts the spans of a shard by time. */
  static final class OfBatch extends JudgeMachinesFn {
    @StateId(MACHINES)
    private final StateSpec<ValueState<Map<DetectorKey, MachineState>>> spec = spec();

    OfBatch(BySensorType<GuardParameters> parameters, BySensorType<AlertPolicy> policies) {
      super(parameters, policies);
    }

    @ProcessElement
    @RequiresTimeSortedInput
    public void process(
        @Element KV<Integer, List<SeriesMinutes>> span,
        @StateId(MACHINES) ValueState<Map<DetectorKey, MachineState>> state,
        OutputReceiver<Anomaly> out)
        throws CoderException {
      judge(span.getValue(), state, out);
    }

    /** The element is at the first reading that completed a minute in its hour. */
    @Override
    void output(Anomaly anomaly, long now, OutputReceiver<Anomaly> out) {
      out.outputWithTimestamp(anomaly, Instant.ofEpochMilli(now));
    }
  }
}
