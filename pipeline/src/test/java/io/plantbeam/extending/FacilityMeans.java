package io.plantbeam.extending;

import io.plantbeam.model.Counters;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.order.EventTimeWindows;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.MergeGroupStats;
import io.plantbeam.panes.Pane;
import io.plantbeam.panes.SeriesStats;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** A roll-up: panes to the mean of all readings of a facility in fixed windows. */
final class FacilityMeans
    extends PTransform<PCollection<KV<Pane, GroupStats>>, PCollection<FacilityMeans.Mean>> {
  /** Readings that are in a mean. */
  static final String AVERAGED = "averaged";

  static final OutputSchema<Mean> SCHEMA =
      OutputSchema.<Mean>of("facility-means")
          .identifiedBy(mean -> mean.facility() + " " + mean.start())
          .text("facility_id", "the facility", Mean::facility)
          .timeMillis("window_start", "where the window begins", Mean::start)
          .integer("readings", "how many it has", Mean::readings)
          .number("mean", "their mean", Mean::mean)
          .build();

  private final Duration size;

  FacilityMeans(Duration size) {
    this.size = size;
  }

  /** What is published of a facility and a window. */
  record Mean(String facility, long start, long readings, double mean) implements Serializable {}

  @Override
  public PCollection<Mean> expand(PCollection<KV<Pane, GroupStats>> panes) {
    return panes
        .apply("KeyByFacility", ParDo.of(new KeyByFacility()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), GroupStats.GroupStatsCoder.INSTANCE))
        .apply(
            "IntoWindows",
            EventTimeWindows.<KV<String, GroupStats>>into(
                    FixedWindows.of(org.joda.time.Duration.millis(size.toMillis())), 0)
                .accumulatingFiredPanes())
        .apply("CombineFacility", Combine.perKey(new MergeGroupStats()))
        .apply("ToMeans", ParDo.of(new ToMeans()));
  }

  private static final class KeyByFacility
      extends DoFn<KV<Pane, GroupStats>, KV<String, GroupStats>> {
    @ProcessElement
    public void processElement(
        @Element KV<Pane, GroupStats> pane, OutputReceiver<KV<String, GroupStats>> output) {
      Map<String, List<SeriesStats>> byFacility = new HashMap<>();
      for (SeriesStats series : pane.getValue().series()) {
        String facility = series.context().asset().facilityId();
        byFacility
            .computeIfAbsent(facility == null ? "unknown" : facility, id -> new ArrayList<>())
            .add(series);
      }
      byFacility.forEach(
          (facility, series) -> output.output(KV.of(facility, GroupStats.of(series))));
    }
  }

  private static final class ToMeans extends DoFn<KV<String, GroupStats>, Mean> {
    private final Counter averaged = Counters.counter(AVERAGED);

    @ProcessElement
    public void processElement(
        @Element KV<String, GroupStats> facility,
        BoundedWindow window,
        OutputReceiver<Mean> output) {
      if (facility.getValue().isEmpty()) {
        return;
      }
      SeriesStats all = new SeriesStats();
      facility.getValue().series().forEach(all::merge);
      averaged.inc(all.count());
      output.output(
          new Mean(
              facility.getKey(),
              ((IntervalWindow) window).start().getMillis(),
              all.count(),
              all.mean()));
    }
  }
}
