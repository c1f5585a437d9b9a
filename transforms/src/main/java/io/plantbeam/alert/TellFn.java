package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Counters;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Inputs of a shard in order in, what {@link OpenEpisodes} tell of them out. Without timers, which
 * the Spark streaming runner refuses.
 */
abstract class TellFn extends DoFn<KV<Integer, List<AlertInput>>, Alert> {
  private static final String EPISODES = "episodes";

  private final Counter raised = Counters.counter(Counters.ALERTS);
  private final Counter resolved = Counters.counter(Counters.ALERTS_RESOLVED);
  private final Counter events = Counters.counter(Counters.ALERT_EVENTS);
  private final AlertRules rules;

  TellFn(AlertRules rules) {
    this.rules = rules;
  }

  final void tell(
      List<AlertInput> inputs, ValueState<OpenEpisodes> state, OutputReceiver<Alert> out) {
    OpenEpisodes stored = state.read();
    if (stored == null && inputs.stream().allMatch(AlertInput::isTime)) {
      return;
    }
    // An engine may be writing what it handed out into a snapshot.
    OpenEpisodes episodes = stored == null ? new OpenEpisodes() : stored.copy();
    for (AlertInput input : inputs) {
      episodes.take(
          input,
          rules,
          alert -> {
            count(alert);
            out.output(alert);
          });
    }
    if (episodes.isEmpty()) {
      state.clear();
    } else {
      state.write(episodes);
    }
  }

  private void count(Alert alert) {
    events.inc();
    if (alert.state() == AlertState.RAISED) {
      raised.inc();
      // Alerts are few; the counter of a severity exists from its first alert on.
      Counters.counter(Counters.ALERTS_OF_SEVERITY + alert.anomaly().severity().label()).inc();
    } else if (alert.state() == AlertState.RESOLVED) {
      resolved.inc();
    }
  }

  /** Of a stream. */
  static final class OfStream extends TellFn {
    @StateId(EPISODES)
    private final StateSpec<ValueState<OpenEpisodes>> spec =
        StateSpecs.value(OpenEpisodes.OpenEpisodesCoder.INSTANCE);

    OfStream(AlertRules rules) {
      super(rules);
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, List<AlertInput>> inputs,
        @StateId(EPISODES) ValueState<OpenEpisodes> state,
        OutputReceiver<Alert> out) {
      tell(inputs.getValue(), state, out);
    }
  }

  /** Of bounded input: the engine sorts the spans of a shard by time. */
  static final class OfBatch extends TellFn {
    @StateId(EPISODES)
    private final StateSpec<ValueState<OpenEpisodes>> spec =
        StateSpecs.value(OpenEpisodes.OpenEpisodesCoder.INSTANCE);

    OfBatch(AlertRules rules) {
      super(rules);
    }

    @ProcessElement
    @RequiresTimeSortedInput
    public void process(
        @Element KV<Integer, List<AlertInput>> inputs,
        @StateId(EPISODES) ValueState<OpenEpisodes> state,
        OutputReceiver<Alert> out) {
      tell(inputs.getValue(), state, out);
    }
  }
}
