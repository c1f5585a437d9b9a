package io.plantbeam.detect.limit;

import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Counters;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.EpisodeEvent;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Timestamps;
import io.plantbeam.order.OrderedReadings;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * The readings of a series that has alarm limits in; an anomaly for each state of its alarms, and
 * the end of what they told, out. Without timers, which the Spark streaming runner refuses, and
 * without a window, so that what a reading tells is out with the bundle that brought it.
 */
abstract class JudgeLimitsFn extends DoFn<KV<SeriesKey, OrderedReadings>, Anomaly> {
  static final TupleTag<Anomaly> ANOMALIES = new TupleTag<>("anomalies") {};
  static final TupleTag<EpisodeEvent> EPISODES = new TupleTag<>("episodes") {};

  private static final String ALARM = "alarm";

  private final Counter toLimit = Counters.counter(Counters.TO_LIMIT);
  private final Counter limited = Counters.counter(Counters.LIMITED);
  private final Counter anomalies = Counters.counter(Counters.ANOMALIES);
  private final BySensorType<LimitParameters> parameters;
  private final BySensorType<AlertPolicy> policies;

  JudgeLimitsFn(BySensorType<LimitParameters> parameters, BySensorType<AlertPolicy> policies) {
    this.parameters = parameters;
    this.policies = policies;
  }

  final void judge(
      OrderedReadings readings, ValueState<LimitAlarm> state, MultiOutputReceiver out) {
    LimitAlarm stored = state.read();
    // An engine may be writing what it handed out into a snapshot.
    LimitAlarm alarm = stored == null ? new LimitAlarm() : stored.copy();
    Pass pass = new Pass(readings, alarm, out);
    readings.forEach(pass);
    toLimit.inc(readings.size());
    limited.inc(pass.judged);
    state.write(alarm);
  }

  /** Outputs what is known at this event time. */
  <E> void output(TupleTag<E> tag, E element, long timeMicros, MultiOutputReceiver out) {
    out.get(tag).output(element);
  }

  /** Once through readings. */
  private final class Pass implements OrderedReadings.Visitor, LimitAlarm.Events {
    private final OrderedReadings readings;
    private final LimitAlarm alarm;
    private final MultiOutputReceiver out;
    private SeriesContext context;
    private int judged;

    Pass(OrderedReadings readings, LimitAlarm alarm, MultiOutputReceiver out) {
      this.readings = readings;
      this.alarm = alarm;
      this.out = out;
    }

    @Override
    public void reading(int batch, int index) {
      EnrichedBatch of = readings.batches().get(batch);
      ReadingBatch columns = of.readings();
      context = of.context();
      long repeat =
          TimeUnit.MILLISECONDS.toMicros(
              parameters.of(columns.series().sensorType()).repeatMillis());
      if (alarm.judge(
          columns.eventTimeMicros(index),
          columns.value(index),
          of.asset().alarms(),
          repeat,
          this)) {
        judged++;
      }
    }

    @Override
    public void beyond(
        LimitLevel level, LimitAlarm.Occasion occasion, long timeMicros, double value) {
      anomalies.inc();
      Anomaly anomaly =
          policy()
              .withRecent(
                  LimitAnomalies.of(context, level, occasion, timeMicros, value), alarm.recent());
      output(ANOMALIES, anomaly, timeMicros, out);
      output(EPISODES, EpisodeEvent.of(anomaly), timeMicros, out);
    }

    @Override
    public void normal(long timeMicros, double value) {
      RecentMeans recent = policy() == AlertPolicy.NEVER ? RecentMeans.NONE : alarm.recent();
      EpisodeEnd end = new EpisodeEnd(DetectLimits.NAME, context, timeMicros, value, recent);
      output(EPISODES, EpisodeEvent.of(end), timeMicros, out);
    }

    private AlertPolicy policy() {
      return policies.of(context.series().sensorType());
    }
  }

  /** Of a stream: readings come as they arrive. */
  static final class OfStream extends JudgeLimitsFn {
    @StateId(ALARM)
    private final StateSpec<ValueState<LimitAlarm>> spec =
        StateSpecs.value(LimitAlarm.AlarmCoder.INSTANCE);

    OfStream(BySensorType<LimitParameters> parameters, BySensorType<AlertPolicy> policies) {
      super(parameters, policies);
    }

    @ProcessElement
    public void process(
        @Element KV<SeriesKey, OrderedReadings> series,
        @StateId(ALARM) ValueState<LimitAlarm> state,
        MultiOutputReceiver out) {
      judge(series.getValue(), state, out);
    }
  }

  /** Of bounded input: the engine sorts the elements of a series by time. */
  static final class OfBatch extends JudgeLimitsFn {
    @StateId(ALARM)
    private final StateSpec<ValueState<LimitAlarm>> spec =
        StateSpecs.value(LimitAlarm.AlarmCoder.INSTANCE);

    /** Timestamp of the span, before which nothing of it may be output. */
    private transient long spanMillis;

    OfBatch(BySensorType<LimitParameters> parameters, BySensorType<AlertPolicy> policies) {
      super(parameters, policies);
    }

    @ProcessElement
    @RequiresTimeSortedInput
    public void process(
        @Element KV<SeriesKey, OrderedReadings> series,
        @Timestamp Instant timestamp,
        @StateId(ALARM) ValueState<LimitAlarm> state,
        MultiOutputReceiver out) {
      spanMillis = timestamp.getMillis();
      judge(series.getValue(), state, out);
    }

    @Override
    <E> void output(TupleTag<E> tag, E element, long timeMicros, MultiOutputReceiver out) {
      long millis = Math.max(spanMillis, Timestamps.toMillis(timeMicros));
      out.get(tag).outputWithTimestamp(element, Instant.ofEpochMilli(millis));
    }
  }
}
