package io.plantbeam.panes;

import io.plantbeam.order.EventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * A roll-up that the product does not have: panes to the statistics of all readings of a facility
 * in fixed windows, as lines.
 */
final class FacilityStats
    extends PTransform<PCollection<KV<Pane, GroupStats>>, PCollection<String>> {
  private final Duration size;
  private final long latenessMillis;

  FacilityStats(Duration size, long latenessMillis) {
    this.size = size;
    this.latenessMillis = latenessMillis;
  }

  @Override
  public PCollection<String> expand(PCollection<KV<Pane, GroupStats>> panes) {
    return panes
        .apply("KeyByFacility", ParDo.of(new KeyByFacility()))
        .setCoder(
            KvCoder.of(NullableCoder.of(StringUtf8Coder.of()), GroupStats.GroupStatsCoder.INSTANCE))
        .apply(
            "IntoWindows",
            EventTimeWindows.<KV<String, GroupStats>>into(
                    FixedWindows.of(org.joda.time.Duration.millis(size.toMillis())), latenessMillis)
                .accumulatingFiredPanes())
        .apply("CombineFacility", Combine.perKey(new MergeGroupStats()))
        .apply("ToLines", ParDo.of(new ToLines()));
  }

  /** The line of a window: facility, start, end, revision, sensors, then the figures. */
  static String line(
      String facility,
      long start,
      long end,
      long revision,
      long sensors,
      long count,
      double mean,
      double min,
      double max,
      double meanQuality) {
    return "%s [%d, %d) r%d: %d sensors, %d readings, mean %s, min %s, max %s; quality %s"
        .formatted(facility, start, end, revision, sensors, count, mean, min, max, meanQuality);
  }

  private static final class KeyByFacility
      extends DoFn<KV<Pane, GroupStats>, KV<String, GroupStats>> {
    @ProcessElement
    public void processElement(
        @Element KV<Pane, GroupStats> pane, OutputReceiver<KV<String, GroupStats>> output) {
      Map<String, List<SeriesStats>> byFacility = new HashMap<>();
      for (SeriesStats series : pane.getValue().series()) {
        byFacility
            .computeIfAbsent(series.context().asset().facilityId(), id -> new ArrayList<>())
            .add(series);
      }
      byFacility.forEach(
          (facility, series) -> output.output(KV.of(facility, GroupStats.of(series))));
    }
  }

  private static final class ToLines extends DoFn<KV<String, GroupStats>, String> {
    @ProcessElement
    public void processElement(
        @Element KV<String, GroupStats> facility,
        BoundedWindow window,
        PaneInfo pane,
        OutputReceiver<String> output) {
      if (facility.getValue().isEmpty()) {
        return;
      }
      List<SeriesStats> series = facility.getValue().series();
      SeriesStats all = new SeriesStats();
      series.forEach(all::merge);
      output.output(
          line(
              facility.getKey(),
              ((IntervalWindow) window).start().getMillis(),
              ((IntervalWindow) window).end().getMillis(),
              pane.getIndex(),
              series.stream().map(s -> s.context().series().sensorId()).distinct().count(),
              all.count(),
              all.mean(),
              all.min(),
              all.max(),
              all.meanQuality()));
    }
  }
}
