package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Counters;
import io.plantbeam.model.Incident;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Inputs of a shard in order in, what {@link OpenEpisodes} tell of them out. Without timers, which
 * the Spark streaming runner refuses.
 */
abstract class TellFn extends DoFn<KV<Integer, List<AlertInput>>, Alert> {
  static final TupleTag<Alert> ALERTS = new TupleTag<>("alerts") {};
  static final TupleTag<Incident> INCIDENTS = new TupleTag<>("incidents") {};

  private static final String EPISODES = "episodes";

  private final Counter raised = Counters.counter(Counters.ALERTS);
  private final Counter resolved = Counters.counter(Counters.ALERTS_RESOLVED);
  private final Counter incidents = Counters.counter(Counters.INCIDENTS);
  private final Counter events = Counters.counter(Counters.ALERT_EVENTS);
  private final AlertRules rules;

  TellFn(AlertRules rules) {
    this.rules = rules;
  }

  final void tell(
      List<AlertInput> inputs, ValueState<OpenEpisodes> state, MultiOutputReceiver out) {
    OpenEpisodes stored = state.read();
    if (stored == null && inputs.stream().allMatch(AlertInput::isTime)) {
      return;
    }
    // An engine may be writing what it handed out into a snapshot.
    OpenEpisodes episodes = stored == null ? new OpenEpisodes() : stored.copy();
    Told told = new Told(out);
    for (AlertInput input : inputs) {
      episodes.take(input, rules, told);
    }
    if (episodes.isEmpty()) {
      state.clear();
    } else {
      state.write(episodes);
    }
  }

  private final class Told implements AlertEvents {
    private final MultiOutputReceiver out;

    Told(MultiOutputReceiver out) {
      this.out = out;
    }

    @Override
    public void alert(Alert event) {
      count(event);
      out.get(ALERTS).output(event);
    }

    @Override
    public void incident(Incident event) {
      if (event.state() == AlertState.RAISED) {
        incidents.inc();
      }
      out.get(INCIDENTS).output(event);
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
        MultiOutputReceiver out) {
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
        MultiOutputReceiver out) {
      tell(inputs.getValue(), state, out);
    }
  }
}
