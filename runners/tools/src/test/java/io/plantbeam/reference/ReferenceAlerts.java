package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceResult.Alert;
import io.plantbeam.reference.ReferenceResult.Anomaly;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** What staff are told of anomalies, naively: all of a series and detector are known at once. */
final class ReferenceAlerts {
  private static final long UPDATE_EVERY = Duration.ofMinutes(15).toMillis() * 1000;
  private static final List<String> SEVERITIES = List.of("medium", "high", "critical");

  private final ReferenceRegistry registry;
  private final ReferenceJob.Options options;
  private final List<Anomaly> anomalies;
  private final long lastTime;
  private final List<Alert> events = new ArrayList<>();

  /**
   * @param lastTime event time of the last reading of all
   */
  ReferenceAlerts(
      ReferenceRegistry registry,
      ReferenceJob.Options options,
      List<Anomaly> anomalies,
      long lastTime) {
    this.registry = registry;
    this.options = options;
    this.anomalies = anomalies;
    this.lastTime = lastTime;
  }

  List<Alert> events() {
    Map<List<String>, List<Anomaly>> bySeriesAndDetector =
        new TreeMap<>(Comparator.comparing(Objects::toString));
    for (Anomaly anomaly : anomalies) {
      boolean severe = !anomaly.severity().equals("medium");
      if (anomaly.suppressedBy() == null && (severe || anomaly.detector().equals("stuck"))) {
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
    bySeriesAndDetector.values().forEach(this::addEpisodes);
    return events;
  }

  /** An episode ends before an anomaly that is the cooldown later than the one before it. */
  private void addEpisodes(List<Anomaly> ofSeries) {
    ofSeries.sort(
        Comparator.comparingLong(Anomaly::eventTime).thenComparingLong(Anomaly::windowEnd));
    List<Anomaly> episode = new ArrayList<>();
    for (Anomaly anomaly : ofSeries) {
      if (!episode.isEmpty() && anomaly.eventTime() - last(episode).eventTime() >= cooldown()) {
        addEvents(episode, true);
        episode.clear();
      }
      episode.add(anomaly);
    }
    // A window tells of its last reading at its end.
    long wait =
        List.of("zscore", "trend", "stuck").contains(episode.get(0).detector())
            ? options.size().toMillis() * 1000
            : 0;
    addEvents(episode, lastTime >= last(episode).eventTime() + cooldown() + wait);
  }

  private void addEvents(List<Anomaly> episode, boolean over) {
    long sequence = 1;
    long toldUntil = 0;
    for (int i = 0; i < episode.size(); i++) {
      List<Anomaly> soFar = episode.subList(0, i + 1);
      long time = episode.get(i).eventTime();
      boolean worse = i > 0 && rank(worst(soFar)) > rank(worst(episode.subList(0, i)));
      if (i == 0 || worse || time - toldUntil >= UPDATE_EVERY) {
        events.add(event(soFar, i == 0 ? "raised" : "updated", sequence++, null));
        toldUntil = time;
      }
    }
    if (over) {
      events.add(event(episode, "resolved", sequence, last(episode).eventTime()));
    }
  }

  private Alert event(List<Anomaly> episode, String state, long sequence, Long endsAt) {
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
        worst);
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
    return uuid(
        Arrays.asList(
            first.labels().sensorId(),
            first.labels().metric(),
            first.detector(),
            millisOrFiner(first.eventTime()),
            first.labels().facilityId()));
  }

  /** Of those parts that are not null, each with its length before it. */
  private static String uuid(List<String> parts) {
    StringBuilder name = new StringBuilder();
    for (String part : parts) {
      if (part != null) {
        name.append(part.length()).append(':').append(part);
      }
    }
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Milliseconds since the epoch, with three more digits where the time is finer. */
  private static String millisOrFiner(long micros) {
    BigDecimal millis = BigDecimal.valueOf(micros, 3);
    return micros % 1000 == 0 ? millis.toBigInteger().toString() : millis.toPlainString();
  }
}
