package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Counters;
import io.plantbeam.model.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Inputs of a shard in order in, what {@link OpenEpisodes} tell of them out. Without timers, which
 * the Spark streaming runner refuses.
 */
abstract class TellFn<T> extends DoFn<T, Alert> {
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

  final void tell(List<AlertInput> inputs, OpenEpisodes episodes, AlertEvents told) {
    for (AlertInput input : inputs) {
      episodes.take(input, rules, told);
    }
  }

  /** Counts what is told, and outputs it. */
  final class Told implements AlertEvents {
    private final MultiOutputReceiver out;
    private final Instant timestamp;

    Told(MultiOutputReceiver out, Instant timestamp) {
      this.out = out;
      this.timestamp = timestamp;
    }

    @Override
    public void alert(Alert event) {
      count(event);
      out.get(ALERTS).outputWithTimestamp(event, timestamp);
    }

    @Override
    public void incident(Incident event) {
      if (event.state() == AlertState.RAISED) {
        incidents.inc();
      }
      out.get(INCIDENTS).outputWithTimestamp(event, timestamp);
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
  static final class OfStream extends TellFn<KV<Integer, List<AlertInput>>> {
    @StateId(EPISODES)
    private final StateSpec<ValueState<OpenEpisodes>> spec =
        StateSpecs.value(OpenEpisodes.OpenEpisodesCoder.INSTANCE);

    OfStream(AlertRules rules) {
      super(rules);
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, List<AlertInput>> inputs,
        @Timestamp Instant timestamp,
        @StateId(EPISODES) ValueState<OpenEpisodes> state,
        MultiOutputReceiver out) {
      OpenEpisodes stored = state.read();
      if (stored == null && inputs.getValue().stream().allMatch(AlertInput::isTime)) {
        return;
      }
      // An engine may be writing what it handed out into a snapshot.
      OpenEpisodes episodes = stored == null ? new OpenEpisodes() : stored.copy();
      tell(inputs.getValue(), episodes, new Told(out, timestamp));
      if (episodes.isEmpty()) {
        state.clear();
      } else {
        state.write(episodes);
      }
    }
  }

  /**
   * Of bounded input: all inputs of a shard at once, with the timestamps by which a stream would
   * bring them.
   */
  static final class OfBatch extends TellFn<KV<Integer, Iterable<TimestampedValue<AlertInput>>>> {
    private final long spanMillis;

    OfBatch(AlertRules rules, long spanMillis) {
      super(rules);
      this.spanMillis = spanMillis;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<TimestampedValue<AlertInput>>> inputs,
        MultiOutputReceiver out) {
      SortedMap<Long, List<AlertInput>> spans = new TreeMap<>();
      for (TimestampedValue<AlertInput> input : inputs.getValue()) {
        long span = Math.floorDiv(input.getTimestamp().getMillis(), spanMillis);
        spans.computeIfAbsent(span, s -> new ArrayList<>()).add(input.getValue());
      }
      OpenEpisodes episodes = new OpenEpisodes();
      spans.forEach(
          (span, inSpan) -> {
            inSpan.sort(AlertInput.IN_ORDER);
            Instant end = Instant.ofEpochMilli((span + 1) * spanMillis - 1);
            tell(inSpan, episodes, new Told(out, end));
          });
    }

    /** Grouping has moved the timestamp to the end of time; those of events are before it. */
    @Override
    @SuppressWarnings("deprecation")
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
