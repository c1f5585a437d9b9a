package io.plantbeam.enrich;

import io.plantbeam.maintenance.MaintenancePlan;
import io.plantbeam.maintenance.WorkCalendar;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.util.function.Consumer;

/** What one registry says of a series, at each time. Not thread-safe. */
final class SeriesLabels {
  private final SeriesContext context;

  /** Null where no work is planned. */
  private final WorkCalendar calendar;

  /** The last label, for readings near to each other have the same; a form is made per instance. */
  private SeriesContext last;

  private SeriesLabels(SeriesContext context, WorkCalendar calendar) {
    this.context = context;
    this.calendar = calendar;
    last = context;
  }

  static SeriesLabels of(SeriesInfo series, AssetContext asset, MaintenancePlan plan) {
    return new SeriesLabels(new SeriesContext(series, asset), plan.of(series.sensorId(), asset));
  }

  boolean matched() {
    return context.asset().matched();
  }

  /** Outputs the readings of a batch in their order, in one part where all have the same label. */
  void label(ReadingBatch readings, Consumer<EnrichedBatch> out) {
    if (calendar == null || readings.size() == 0) {
      out.accept(new EnrichedBatch(readings, context));
      return;
    }
    int begin = 0;
    NearbyWork work = calendar.around(readings.eventTimeMicros(0));
    for (int i = 1; i < readings.size(); i++) {
      if (calendar.holds(readings.eventTimeMicros(i))) {
        continue;
      }
      NearbyWork next = calendar.around(readings.eventTimeMicros(i));
      if (!next.equals(work)) {
        out.accept(new EnrichedBatch(part(readings, begin, i), labelled(work)));
        begin = i;
      }
      work = next;
    }
    ReadingBatch rest = begin == 0 ? readings : part(readings, begin, readings.size());
    out.accept(new EnrichedBatch(rest, labelled(work)));
  }

  private SeriesContext labelled(NearbyWork work) {
    if (!work.equals(last.asset().work())) {
      AssetContext asset = context.asset();
      last =
          work.equals(asset.work())
              ? context
              : new SeriesContext(context.series(), asset.with(work));
    }
    return last;
  }

  private static ReadingBatch part(ReadingBatch readings, int begin, int end) {
    ReadingBatch.Builder part =
        new ReadingBatch.Builder(readings.series(), readings.origin(), end - begin);
    for (int i = begin; i < end; i++) {
      part.add(readings, i);
    }
    return part.build();
  }
}
