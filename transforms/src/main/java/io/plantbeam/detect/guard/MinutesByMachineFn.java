package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.SeriesMinutes;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Minutes of series in; the same by shard of the machine out, with the hour where windows do not
 * tell spans apart.
 */
final class MinutesByMachineFn extends DoFn<SeriesMinutes, KV<KV<Integer, Long>, SeriesMinutes>> {
  private final boolean bounded;

  MinutesByMachineFn(boolean bounded) {
    this.bounded = bounded;
  }

  @ProcessElement
  public void processElement(
      @Element SeriesMinutes series, OutputReceiver<KV<KV<Integer, Long>, SeriesMinutes>> out) {
    int shard = JudgeMachinesFn.machineOf(series.context()).shard();
    long closed = series.minutes().get(0).closedMicros();
    long hour = bounded ? Math.floorDiv(closed, GuardState.HOUR_MICROS) : 0;
    out.output(KV.of(KV.of(shard, hour), series));
  }
}
