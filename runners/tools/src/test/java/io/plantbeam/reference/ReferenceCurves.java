package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.Labels;
import io.plantbeam.reference.ReferenceResult.Mean;
import io.plantbeam.reference.ReferenceResult.Reading;
import io.plantbeam.reference.ReferenceResult.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The curves that alerts carry, naively: of all minutes up to a time the last sixty. */
final class ReferenceCurves {
  private static final long MINUTE = 60_000_000;
  private static final int MOST = 60;

  private final long period;
  private final Map<List<String>, List<Reading>> readings = new HashMap<>();
  private final Map<List<String>, List<Window>> windows = new HashMap<>();

  ReferenceCurves(ReferenceJob.Options options) {
    period = options.period().toMillis() * 1000;
  }

  /** Takes the readings of a series that are judged one by one, in their order. */
  void judged(Labels labels, List<Reading> ofSeries) {
    readings.put(ReferenceAlerts.seriesOf(labels), List.copyOf(ofSeries));
  }

  /** Takes all windows. */
  void ended(List<Window> all) {
    for (Window window : all) {
      windows
          .computeIfAbsent(ReferenceAlerts.seriesOf(window.labels()), key -> new ArrayList<>())
          .add(window);
    }
  }

  /**
   * The curve of an episode: of the readings where they are judged one by one, and else of the
   * windows, each for the minute in which it ends.
   *
   * @param until event time of its latest reading
   * @param toldAt when its latest anomaly is known
   */
  List<Mean> of(Anomaly anomaly, long until, long toldAt) {
    List<String> series = ReferenceAlerts.seriesOf(anomaly.labels());
    return anomaly.windowStart() == anomaly.windowEnd()
        ? ofReadings(readings.get(series), until)
        : ofWindows(windows.get(series), toldAt);
  }

  private static List<Mean> ofReadings(List<Reading> ofSeries, long until) {
    TreeMap<Long, List<Reading>> byMinute = new TreeMap<>();
    for (Reading reading : ofSeries) {
      if (reading.eventTime() <= until) {
        byMinute
            .computeIfAbsent(minuteOf(reading.eventTime()), minute -> new ArrayList<>())
            .add(reading);
      }
    }
    TreeMap<Long, Double> means = new TreeMap<>();
    byMinute.forEach(
        (minute, some) ->
            means.put(
                minute, ReferenceJob.mean(some.stream().mapToDouble(Reading::value).toArray())));
    return last(means);
  }

  private List<Mean> ofWindows(List<Window> ofSeries, long until) {
    TreeMap<Long, Double> means = new TreeMap<>();
    for (Window window : ofSeries) {
      if (window.end() <= until && window.lastTime() >= window.end() - period) {
        means.put(minuteOf(window.end() - 1), window.mean());
      }
    }
    return last(means);
  }

  private static long minuteOf(long time) {
    return Math.floorDiv(time, MINUTE);
  }

  private static List<Mean> last(Map<Long, Double> byMinute) {
    List<Mean> means = new ArrayList<>();
    byMinute.forEach((minute, mean) -> means.add(new Mean(minute * MINUTE, mean)));
    return List.copyOf(means.subList(Math.max(0, means.size() - MOST), means.size()));
  }
}
