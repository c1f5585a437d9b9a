package io.plantbeam.reference;

import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.reading.novelty.NoveltyParameters;
import io.plantbeam.detect.reading.novelty.NoveltyState;
import io.plantbeam.detect.silence.SilenceParameters;
import io.plantbeam.detect.silence.SilenceWatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.Asset;
import io.plantbeam.reference.ReferenceResult.EnrichedReading;
import io.plantbeam.reference.ReferenceResult.Labels;
import io.plantbeam.reference.ReferenceResult.Reading;
import io.plantbeam.reference.ReferenceResult.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The batch job, naively: messages and a registry directory in, all outputs out. */
public final class ReferenceJob {
  private static final long MINUTE = 60_000_000;
  private static final long WEEK = 7L * 24 * 3_600_000;

  /**
   * The options that change results.
   *
   * @param deduplicate false for {@code --deduplicateWithin=0s}
   */
  public record Options(Duration size, Duration period, Duration cooldown, boolean deduplicate) {
    public static final Options DEFAULTS =
        new Options(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(15), true);
  }

  private final ReferenceRegistry registry;
  private final ReferenceWork work;
  private final Options options;
  private final List<Window> windows = new ArrayList<>();
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final Map<Anomaly, Long> silencesToldAt = new HashMap<>();
  private final ReferenceCurves curves;

  /** Of the alarms of each series. */
  private final Map<List<String>, NavigableSet<Long>> ends = new HashMap<>();

  private ReferenceJob(ReferenceRegistry registry, Options options) {
    this.registry = registry;
    work = registry.work();
    this.options = options;
    curves = new ReferenceCurves(options);
  }

  /**
   * Computes what the job has to put out.
   *
   * @param messages in order of file and offset: of duplicates, the first is kept
   * @param registryDirectory null where the job has none
   */
  public static ReferenceResult run(
      Iterable<Line> messages, Path registryDirectory, Options options) throws IOException {
    return run(messages, new ReferenceJson(), registryDirectory, options);
  }

  /** The same of messages that have another format than the built-in. */
  public static ReferenceResult run(
      Iterable<Line> messages, ReferenceFormat format, Path registryDirectory, Options options)
      throws IOException {
    ReferenceJob job = new ReferenceJob(ReferenceRegistry.read(registryDirectory), options);
    return job.run(messages, format);
  }

  private ReferenceResult run(Iterable<Line> messages, ReferenceFormat format) {
    long messageCount = 0;
    ReferenceReadings all = new ReferenceReadings();
    for (Line message : messages) {
      messageCount++;
      format.parse(message, all);
    }

    List<Reading> parsed = all.readings();
    List<Reading> distinct = options.deduplicate ? withoutDuplicates(parsed) : parsed;
    Map<String, List<Reading>> series = new TreeMap<>();
    for (Reading reading : distinct) {
      series.computeIfAbsent(seriesOf(reading), key -> new ArrayList<>()).add(reading);
    }
    List<EnrichedReading> archived = new ArrayList<>();
    for (List<Reading> readings : series.values()) {
      for (Reading reading : readings) {
        archived.add(enrich(reading));
      }
      readings.sort(
          Comparator.comparingLong(Reading::eventTime).thenComparingDouble(Reading::value));
      slide(readings);
      judgeThresholds(readings);
      Labels labels = labels(readings.get(0));
      ReferenceLimits limits = new ReferenceLimits(registry, readings);
      anomalies.addAll(limits.judge(labels));
      ends.put(ReferenceAlerts.seriesOf(labels), new TreeSet<>(limits.ends()));
      judgeReadings(readings);
    }
    judgeSilence();
    curves.ended(windows);
    anomalies.replaceAll(
        anomaly ->
            anomaly.suppressedBy(
                work.suppressing(anomaly.labels(), anomaly.windowStart(), anomaly.windowEnd())));
    ReferenceIncidents.Result alerts =
        new ReferenceAlerts(
                registry, options, anomalies, silencesToldAt, ends, curves, lastTime(distinct))
            .compute();
    return new ReferenceResult(
        messageCount,
        parsed.size() - distinct.size(),
        options.deduplicate ? distinct.size() - times(distinct) : 0,
        all.passedOver(),
        archived,
        all.deadLetters(),
        windows,
        anomalies,
        alerts.alerts(),
        alerts.incidents());
  }

  /** Facility, as far as messages or the registry name it, sensor and metric. */
  private String seriesOf(Reading reading) {
    return "%s\u0000%s\u0000%s"
        .formatted(reading.sensorId(), reading.metric(), registry.facilityId(reading));
  }

  private static List<Reading> withoutDuplicates(List<Reading> readings) {
    Set<List<Object>> seen = new HashSet<>();
    List<Reading> first = new ArrayList<>();
    for (Reading reading : readings) {
      if (seen.add(Arrays.asList(timeOfSeries(reading), reading.value() + 0.0))) {
        first.add(reading);
      }
    }
    return first;
  }

  private static long times(List<Reading> readings) {
    return readings.stream().map(ReferenceJob::timeOfSeries).distinct().count();
  }

  /** What readings have in common that differ in their values alone, by what messages say. */
  private static List<Object> timeOfSeries(Reading reading) {
    return Arrays.asList(
        reading.facilityId(), reading.sensorId(), reading.metric(), reading.eventTime());
  }

  private EnrichedReading enrich(Reading reading) {
    String facility = registry.facilityId(reading);
    ZoneId zone = ZoneOffset.UTC;
    String zoneName = registry.facilityText(facility, "timezone");
    if (zoneName != null) {
      try {
        zone = ZoneId.of(zoneName);
      } catch (DateTimeException e) {
        zone = ZoneOffset.UTC;
      }
    }
    ZonedDateTime local = Instant.EPOCH.plus(reading.eventTime(), ChronoUnit.MICROS).atZone(zone);
    int hour = local.getHour();
    String shift =
        hour >= 6 && hour < 14 ? "morning" : hour >= 14 && hour < 22 ? "afternoon" : "night";
    return new EnrichedReading(
        reading,
        registry.hasSensor(reading),
        facility,
        hour,
        local.getDayOfWeek().getValue(),
        shift,
        asset(reading, facility));
  }

  private Asset asset(Reading reading, String facility) {
    return new Asset(
        registry.facilityText(facility, "name"),
        registry.facilityText(facility, "location"),
        registry.facilityText(facility, "timezone"),
        registry.facilityText(facility, "production_line"),
        registry.sensorText(reading, "equipment_id"),
        registry.sensorText(reading, "maintenance_schedule"),
        registry.sensorText(reading, "calibration_date"),
        registry.threshold(reading, "low"),
        registry.threshold(reading, "high"));
  }

  private Labels labels(Reading last) {
    String facility = registry.facilityId(last);
    return new Labels(
        last.sensorId(),
        last.metric(),
        last.sensorType(),
        last.unit(),
        registry.hasSensor(last),
        facility,
        registry.facilityText(facility, "name"),
        registry.facilityText(facility, "production_line"),
        registry.sensorText(last, "equipment_id"));
  }

  /** Every window [k x period, k x period + size) that holds a reading. */
  private void slide(List<Reading> sorted) {
    long size = options.size.toMillis() * 1000;
    long period = options.period.toMillis() * 1000;
    TreeMap<Long, List<Reading>> contents = new TreeMap<>();
    for (Reading reading : sorted) {
      for (long start = Math.floorDiv(reading.eventTime(), period) * period;
          start > reading.eventTime() - size;
          start -= period) {
        contents.computeIfAbsent(start, key -> new ArrayList<>()).add(reading);
      }
    }
    contents.forEach((start, readings) -> window(start, start + size, readings));
  }

  private void window(long start, long end, List<Reading> readings) {
    Reading last = readings.get(readings.size() - 1);
    double[] values = readings.stream().mapToDouble(Reading::value).toArray();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    Window window =
        new Window(
            labels(last),
            start,
            end,
            values.length,
            mean(values),
            stddev(values),
            min,
            max,
            last.value(),
            last.eventTime(),
            slopePerMinute(readings),
            mean(readings.stream().mapToDouble(Reading::quality).toArray()));
    windows.add(window);
    judgeLast(window, readings.subList(0, readings.size() - 1));
    if (Math.abs(window.slopePerMinute()) > 10 && window.count() >= 5) {
      anomalies.add(ofWholeWindow("trend", window));
    }
    if (window.count() > 10 && min == max) {
      anomalies.add(ofWholeWindow("stuck", window));
    }
  }

  private void judgeLast(Window window, List<Reading> others) {
    if (others.size() < 10) {
      return;
    }
    double[] values = others.stream().mapToDouble(Reading::value).toArray();
    double mean = mean(values);
    double deviation = Math.max(0.1, stddev(values)) * Math.sqrt(1 + 1.0 / values.length);
    double t = Math.abs(window.lastValue() - mean) / deviation;
    double z = t > 3 ? ReferenceStudent.score(t, values.length) : 0;
    if (z > 3) {
      double margin = deviation * ReferenceStudent.distance(3, values.length);
      anomalies.add(
          new Anomaly(
              "zscore",
              window.labels(),
              z > 5 ? "critical" : z > 4 ? "high" : "medium",
              z,
              window.lastTime(),
              window.start(),
              window.end(),
              window.lastValue(),
              mean - margin,
              mean + margin));
    }
  }

  private static Anomaly ofWholeWindow(String detector, Window window) {
    return new Anomaly(
        detector,
        window.labels(),
        "medium",
        Double.NaN,
        window.end(),
        window.start(),
        window.end(),
        window.lastValue(),
        Double.NaN,
        Double.NaN);
  }

  private void judgeThresholds(List<Reading> sorted) {
    double low = registry.threshold(sorted.get(0), "low");
    double high = registry.threshold(sorted.get(0), "high");
    TreeMap<Long, List<Reading>> outside = new TreeMap<>();
    for (Reading reading : sorted) {
      if (reading.value() < low || reading.value() > high) {
        outside
            .computeIfAbsent(
                Math.floorDiv(reading.eventTime(), MINUTE) * MINUTE, key -> new ArrayList<>())
            .add(reading);
      }
    }
    outside.forEach(
        (minute, readings) -> {
          if (readings.size() > 5) {
            Reading last = readings.get(readings.size() - 1);
            anomalies.add(
                new Anomaly(
                    "threshold",
                    labels(last),
                    "high",
                    Double.NaN,
                    minute + MINUTE,
                    minute,
                    minute + MINUTE,
                    last.value(),
                    low,
                    high));
          }
        });
  }

  /**
   * The detector is the job's own; that it gets the readings in order is what is checked. Those of
   * one time are in the order of the messages, whereas the last reading of a window is the one with
   * the greatest value.
   */
  private void judgeReadings(List<Reading> readings) {
    List<Reading> sorted = new ArrayList<>(readings);
    sorted.removeIf(
        reading ->
            work.suppressing(labels(reading), reading.eventTime(), reading.eventTime()) != null);
    sorted.sort(
        Comparator.comparingLong(Reading::eventTime)
            .thenComparing(Reading::file)
            .thenComparingLong(Reading::offset));
    if (!sorted.isEmpty()) {
      curves.judged(labels(sorted.get(0)), sorted);
    }
    NoveltyDetector detector = new NoveltyDetector(NoveltyParameters.DEFAULTS);
    NoveltyState state = detector.initial();
    for (int i = 0; i < sorted.size(); i++) {
      Reading reading = sorted.get(i);
      Score score =
          detector.update(
              state,
              new io.plantbeam.model.Reading(
                  new SeriesInfo(
                      reading.sensorId(),
                      reading.metric(),
                      reading.sensorType(),
                      reading.facilityId(),
                      reading.unit()),
                  reading.eventTime(),
                  reading.value(),
                  reading.quality(),
                  RangeCheck.OK,
                  new MessagePosition(Origin.ofFile(reading.file()), reading.offset())));
      if (score.alert()) {
        anomalies.add(
            new Anomaly(
                "novelty",
                labels(reading),
                i < 1000 ? "medium" : score.gated() >= 0.9 ? "critical" : "high",
                score.gated(),
                reading.eventTime(),
                reading.eventTime(),
                reading.eventTime(),
                score.seen(),
                score.low(),
                score.high()));
      }
    }
  }

  /** The watch is the job's own; that it is told of windows in order is what is checked. */
  private void judgeSilence() {
    TreeMap<Long, List<Window>> byEnd = new TreeMap<>();
    for (Window window : windows) {
      byEnd.computeIfAbsent(window.end(), end -> new ArrayList<>()).add(window);
    }
    Map<List<String>, SilenceWatch> watches = new LinkedHashMap<>();
    Map<List<String>, Labels> labels = new HashMap<>();
    Map<List<String>, NearbyWork> works = new HashMap<>();
    long judgedUntil = Long.MIN_VALUE;
    for (List<Window> ended : byEnd.values()) {
      long now = judgedUntil;
      for (Window window : ended) {
        List<String> series =
            Arrays.asList(
                window.labels().facilityId(), window.labels().sensorId(), window.labels().metric());
        labels.put(series, window.labels());
        now = Math.max(now, window.lastTime() / 1000);
        SilenceWatch watch = watches.computeIfAbsent(series, key -> new SilenceWatch());
        NearbyWork around = work.around(window.labels(), window.lastTime());
        works.put(series, around);
        if (around.running() || around.lastEndMicros() / 1000 > watch.last()) {
          watch.resume(window.lastTime() / 1000);
        } else {
          watch.saw(
              window.start() / 1000,
              window.end() / 1000,
              window.count(),
              window.lastTime() / 1000,
              judgedUntil,
              SilenceParameters.DEFAULTS);
        }
      }
      judgedUntil = now;
      long forgotten = now - WEEK;
      watches.values().removeIf(watch -> watch.last() < forgotten);
      for (Map.Entry<List<String>, SilenceWatch> series : watches.entrySet()) {
        NearbyWork around = works.get(series.getKey());
        if (series.getValue().fallsSilent(now, around, SilenceParameters.DEFAULTS)) {
          Anomaly silence = silence(labels.get(series.getKey()), around, series.getValue());
          anomalies.add(silence);
          silencesToldAt.put(silence, ended.get(0).end());
        }
      }
    }
  }

  private static Anomaly silence(Labels labels, NearbyWork around, SilenceWatch watch) {
    long due = watch.dueMillis(around, SilenceParameters.DEFAULTS);
    long since = due - watch.allowedMillis(SilenceParameters.DEFAULTS);
    return new Anomaly(
        "silence",
        labels,
        "high",
        Double.NaN,
        due * 1000,
        since * 1000,
        due * 1000,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  /** Event time of the last reading; that of the epoch where there is none. */
  private static long lastTime(List<Reading> readings) {
    return readings.stream().mapToLong(Reading::eventTime).max().orElse(0);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    // The second pass takes out the rounding of the first.
    double rest = 0;
    for (double value : values) {
      rest += value - mean;
    }
    return mean + rest / values.length;
  }

  /** Sample standard deviation, in two passes; NaN below 2 values. */
  static double stddev(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }

  /** Least squares over event time, in two passes; NaN below 2 distinct times. */
  static double slopePerMinute(List<Reading> readings) {
    long origin = readings.get(0).eventTime();
    double[] minutes =
        readings.stream().mapToDouble(r -> (r.eventTime() - origin) / 60_000_000.0).toArray();
    double[] values = readings.stream().mapToDouble(Reading::value).toArray();
    double meanTime = mean(minutes);
    double meanValue = mean(values);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      products += (minutes[i] - meanTime) * (values[i] - meanValue);
      squares += (minutes[i] - meanTime) * (minutes[i] - meanTime);
    }
    return readings.get(readings.size() - 1).eventTime() == origin
        ? Double.NaN
        : products / squares;
  }
}
