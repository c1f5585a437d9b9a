package io.plantbeam.panes;

import io.plantbeam.order.OrderedReadings;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Ordered readings to the statistics of each pane that they touch, a span of event time aligned to
 * the epoch, by groups of series. Each reading is added once.
 */
public final class SeriesPanes
    extends PTransform<
        PCollection<KV<Integer, List<OrderedReadings>>>, PCollection<KV<String, GroupStats>>> {
  public static final KvCoder<String, GroupStats> PANES_CODER =
      KvCoder.of(StringUtf8Coder.of(), GroupStats.GroupStatsCoder.INSTANCE);

  private final long paneMillis;
  private final SeriesGrouping grouping;

  private SeriesPanes(long paneMillis, SeriesGrouping grouping) {
    this.paneMillis = paneMillis;
    this.grouping = grouping;
  }

  /** Panes of a length in milliseconds. */
  public static SeriesPanes of(long paneMillis, SeriesGrouping grouping) {
    return new SeriesPanes(paneMillis, grouping);
  }

  @Override
  public PCollection<KV<String, GroupStats>> expand(
      PCollection<KV<Integer, List<OrderedReadings>>> readings) {
    return readings
        .apply("PanesOfSpan", ParDo.of(new PanesOfSpan(paneMillis, grouping)))
        .setCoder(PANES_CODER);
  }
}
