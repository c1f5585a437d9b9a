package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EpisodeEnd;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** What alerts are made of in, the same by shard of the machine out. */
final class ToInputsFn {
  private ToInputsFn() {}

  /** Anomalies in; those that staff are told of out. */
  static final class OfAnomalies extends DoFn<Anomaly, KV<Integer, AlertInput>> {
    private final AlertRules rules;

    OfAnomalies(AlertRules rules) {
      this.rules = rules;
    }

    @ProcessElement
    public void process(@Element Anomaly anomaly, OutputReceiver<KV<Integer, AlertInput>> out) {
      if (rules.concernStaff(anomaly)) {
        out.output(KV.of(MachineKey.of(anomaly.context()).shard(), AlertInput.of(anomaly)));
      }
    }
  }

  /** Ends of episodes, whether or not there was an alert. */
  static final class OfEnds extends DoFn<EpisodeEnd, KV<Integer, AlertInput>> {
    @ProcessElement
    public void process(@Element EpisodeEnd end, OutputReceiver<KV<Integer, AlertInput>> out) {
      out.output(KV.of(MachineKey.of(end.context()).shard(), AlertInput.of(end)));
    }
  }

  /** How far event time has come, told to every shard. */
  static final class OfTimes extends DoFn<KV<Long, Long>, KV<Integer, AlertInput>> {
    @ProcessElement
    public void process(
        @Element KV<Long, Long> window, OutputReceiver<KV<Integer, AlertInput>> out) {
      AlertInput time = AlertInput.ofTime(window.getValue());
      for (int shard = 0; shard < MachineKey.SHARDS; shard++) {
        out.output(KV.of(shard, time));
      }
    }
  }
}
