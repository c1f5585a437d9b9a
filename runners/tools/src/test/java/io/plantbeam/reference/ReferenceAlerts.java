package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceResult.Alert;
import io.plantbeam.reference.ReferenceResult.Anomaly;
import io.plantbeam.reference.ReferenceResult.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;

/** What staff are told of anomalies, naively: all of a series and detector are known at once. */
final class ReferenceAlerts {
  private static final long MINUTE = 60_000_000;
  private static final long UPDATE_EVERY = 15 * MINUTE;
  private static final List<String> SEVERITIES = List.of("medium", "high", "critical");

  private final ReferenceRegistry registry;
  private final ReferenceJob.Options options;
  private final List<Anomaly> anomalies;
  private final Map<Anomaly, Long> silencesToldAt;
  private final Map<List<String>, NavigableSet<Long>> ends;
  private final ReferenceCurves curves;
  private final long lastTime;
  private final List<Episode> episodes = new ArrayList<>();

  /**
   * An episode and its anomalies.
   *
   * @param endsAt null where it is not over
   */
  private record Episode(List<Anomaly> anomalies, Long endsAt) {
    Anomaly first() {
      return anomalies.get(0);
    }
  }

  /**
   * @param silencesToldAt when windows show that a series is silent
   * @param ends when alarms of a series were over
   * @param lastTime event time of the last reading of all
   */
  ReferenceAlerts(
      ReferenceRegistry registry,
      ReferenceJob.Options options,
      List<Anomaly> anomalies,
      Map<Anomaly, Long> silencesToldAt,
      Map<List<String>, NavigableSet<Long>> ends,
      ReferenceCurves curves,
      long lastTime) {
    this.registry = registry;
    this.options = options;
    this.anomalies = anomalies;
    this.silencesToldAt = silencesToldAt;
    this.ends = ends;
    this.curves = curves;
    this.lastTime = lastTime;
  }

  /** The alerts, and the incidents as they are at the end. */
  ReferenceIncidents.Result compute() {
    findEpisodes();
    ReferenceIncidents incidents = new ReferenceIncidents();
    episodes.stream()
        .map(Episode::first)
        .sorted(
            Comparator.comparingLong(this::toldAt)
                .thenComparingLong(Anomaly::eventTime)
                .thenComparingLong(Anomaly::windowEnd))
        .forEach(incidents::raise);
    List<Alert> events = new ArrayList<>();
    for (Episode episode : episodes) {
      ReferenceIncidents.Incident incident = incidents.of(episode.first());
      List<Alert> own = events(episode, incident.id());
      incident.add(own, worst(episode.anomalies()).severity());
      events.addAll(own);
    }
    return new ReferenceIncidents.Result(events, incidents.all());
  }

  /** The end of the minute in which the watermark lets it be known. */
  private long toldAt(Anomaly anomaly) {
    if (anomaly.detector().equals("silence")) {
      return silencesToldAt.get(anomaly);
    }
    return anomaly.windowStart() == anomaly.windowEnd()
        ? Math.floorDiv(anomaly.eventTime(), MINUTE) * MINUTE + MINUTE
        : anomaly.windowEnd();
  }

  private void findEpisodes() {
    Map<List<String>, List<Anomaly>> bySeriesAndDetector =
        new TreeMap<>(Comparator.comparing(Objects::toString));
    for (Anomaly anomaly : anomalies) {
      if (anomaly.suppressedBy() == null && alerts(anomaly)) {
        bySeriesAndDetector
            .computeIfAbsent(
                Arrays.asList(
                    anomaly.labels().facilityId(),
                    anomaly.labels().sensorId(),
                    anomaly.labels().metric(),
                    anomaly.detector()),
                key -> new ArrayList<>())
            .add(anomaly);
      }
    }
    for (List<Anomaly> ofSeries : bySeriesAndDetector.values()) {
      if (ofSeries.get(0).detector().equals("limit")) {
        addAlarms(ofSeries);
      } else {
        addEpisodes(ofSeries);
      }
    }
  }

  /** As {@link ReferenceSettings} have it. */
  private static boolean alerts(Anomaly anomaly) {
    if ("valve_position".equals(anomaly.labels().sensorType())) {
      return List.of("limit", "silence").contains(anomaly.detector());
    }
    return !anomaly.severity().equals("medium") || anomaly.detector().equals("stuck");
  }

  static List<String> seriesOf(Labels labels) {
    return Arrays.asList(labels.facilityId(), labels.sensorId(), labels.metric());
  }

  /** An alarm lasts until the series is normal, however long. */
  private void addAlarms(List<Anomaly> ofSeries) {
    NavigableSet<Long> endsOfSeries = ends.get(seriesOf(ofSeries.get(0).labels()));
    Map<Long, List<Anomaly>> alarms = new TreeMap<>();
    for (Anomaly anomaly : ofSeries) {
      Long end = endsOfSeries.ceiling(anomaly.eventTime());
      alarms
          .computeIfAbsent(end == null ? Long.MAX_VALUE : end, key -> new ArrayList<>())
          .add(anomaly);
    }
    alarms.forEach(
        (end, alarm) ->
            episodes.add(new Episode(List.copyOf(alarm), end == Long.MAX_VALUE ? null : end)));
  }

  /** An episode ends before an anomaly that is the cooldown later than the one before it. */
  private void addEpisodes(List<Anomaly> ofSeries) {
    ofSeries.sort(
        Comparator.comparingLong(Anomaly::eventTime).thenComparingLong(Anomaly::windowEnd));
    List<Anomaly> episode = new ArrayList<>();
    for (Anomaly anomaly : ofSeries) {
      if (!episode.isEmpty() && anomaly.eventTime() - last(episode).eventTime() >= cooldown()) {
        episodes.add(new Episode(List.copyOf(episode), last(episode).eventTime()));
        episode.clear();
      }
      episode.add(anomaly);
    }
    // A window tells of its last reading at its end.
    long wait =
        List.of("zscore", "trend", "stuck").contains(episode.get(0).detector())
            ? options.size().toMillis() * 1000
            : 0;
    long end = last(episode).eventTime();
    episodes.add(
        new Episode(List.copyOf(episode), lastTime >= end + cooldown() + wait ? end : null));
  }

  private List<Alert> events(Episode of, String incidentId) {
    List<Alert> events = new ArrayList<>();
    List<Anomaly> episode = of.anomalies();
    long sequence = 1;
    long toldUntil = 0;
    for (int i = 0; i < episode.size(); i++) {
      List<Anomaly> soFar = episode.subList(0, i + 1);
      long time = episode.get(i).eventTime();
      boolean worse = i > 0 && rank(worst(soFar)) > rank(worst(episode.subList(0, i)));
      if (i == 0 || worse || time - toldUntil >= UPDATE_EVERY) {
        events.add(event(soFar, i == 0 ? "raised" : "updated", sequence++, null, incidentId));
        toldUntil = time;
      }
    }
    if (of.endsAt() != null) {
      events.add(event(episode, "resolved", sequence, of.endsAt(), incidentId));
    }
    return events;
  }

  private Alert event(
      List<Anomaly> episode, String state, long sequence, Long endsAt, String incidentId) {
    Anomaly peak = episode.get(0);
    for (Anomaly anomaly : episode) {
      if (distance(anomaly) > distance(peak)) {
        peak = anomaly;
      }
    }
    Anomaly worst = worst(episode);
    return new Alert(
        alertId(episode.get(0)),
        state,
        sequence,
        priority(worst),
        episode.get(0).eventTime(),
        last(episode).eventTime(),
        endsAt,
        episode.size(),
        peak.score(),
        peak.value(),
        incidentId,
        worst,
        curves.of(
            last(episode),
            endsAt == null ? last(episode).eventTime() : endsAt,
            toldAt(last(episode))));
  }

  private static Anomaly worst(List<Anomaly> episode) {
    Anomaly worst = episode.get(0);
    for (Anomaly anomaly : episode) {
      if (rank(anomaly) > rank(worst)) {
        worst = anomaly;
      }
    }
    return worst;
  }

  private static int rank(Anomaly anomaly) {
    return SEVERITIES.indexOf(anomaly.severity());
  }

  private static double distance(Anomaly anomaly) {
    if (!Double.isNaN(anomaly.score())) {
      return anomaly.score();
    }
    double above = anomaly.value() - anomaly.expectedHigh();
    double below = anomaly.expectedLow() - anomaly.value();
    return above > 0 ? above : below > 0 ? below : 0;
  }

  private static Anomaly last(List<Anomaly> episode) {
    return episode.get(episode.size() - 1);
  }

  private long cooldown() {
    return options.cooldown().toMillis() * 1000;
  }

  private double priority(Anomaly anomaly) {
    if (Double.isNaN(anomaly.score())) {
      return 50;
    }
    double criticality =
        registry.criticality(anomaly.labels().sensorId(), anomaly.labels().facilityId());
    int points = anomaly.detector().equals("novelty") ? 100 : 10;
    return Math.max(0, Math.min(100, points * anomaly.score() + criticality));
  }

  private static String alertId(Anomaly first) {
    return ReferenceIncidents.uuid(
        Arrays.asList(
            first.labels().sensorId(),
            first.labels().metric(),
            first.detector(),
            ReferenceIncidents.millisOrFiner(first.eventTime()),
            first.labels().facilityId()));
  }
}
