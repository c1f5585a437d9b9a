package io.plantbeam.alert;

import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EpisodeEvent;
import io.plantbeam.model.Shards;
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

  /**
   * What detectors say that end their episodes themselves in; the anomalies that staff are told of
   * and all ends, whether or not there was an alert, out in the same order.
   */
  static final class OfEpisodes extends DoFn<EpisodeEvent, KV<Integer, AlertInput>> {
    private final AlertRules rules;

    OfEpisodes(AlertRules rules) {
      this.rules = rules;
    }

    @ProcessElement
    public void process(@Element EpisodeEvent event, OutputReceiver<KV<Integer, AlertInput>> out) {
      if (event.end() != null) {
        out.output(KV.of(MachineKey.of(event.end().context()).shard(), AlertInput.of(event.end())));
      } else if (rules.concernStaff(event.anomaly())) {
        out.output(
            KV.of(
                MachineKey.of(event.anomaly().context()).shard(), AlertInput.of(event.anomaly())));
      }
    }
  }

  /** How far event time has come, told to every shard. */
  static final class OfTimes extends DoFn<KV<Long, Long>, KV<Integer, AlertInput>> {
    @ProcessElement
    public void process(
        @Element KV<Long, Long> window, OutputReceiver<KV<Integer, AlertInput>> out) {
      AlertInput time = AlertInput.ofTime(window.getValue());
      Shards.FEW.numbers().forEach(shard -> out.output(KV.of(shard, time)));
    }
  }
}
