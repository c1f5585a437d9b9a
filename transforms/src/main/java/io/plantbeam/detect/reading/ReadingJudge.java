package io.plantbeam.detect.reading;

import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.MinuteMeans;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.order.OrderedReadings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Runs the detectors of a series or an asset over its readings: state and readings in, judgements
 * and the next state out. Not thread-safe.
 */
final class ReadingJudge {
  private final DetectorCatalogue catalogue;

  private final Map<Kind, DetectorsOfKind> detectors = new HashMap<>();

  /** Those of all scopes and sensor types. */
  private final Set<String> names;

  private record Kind(ReadingDetector.Scope scope, String sensorType) {}

  /**
   * The detectors of a scope and sensor type.
   *
   * @param keepMeans whether an anomaly that they find in a series may become an alert
   */
  private record DetectorsOfKind(List<ReadingDetector<?>> detectors, boolean keepMeans) {}

  /** Takes what detectors say. */
  interface Judgements {
    /**
     * Takes what a detector, which has settled or not, says of a reading.
     *
     * @param means of the series, with this reading
     */
    void judged(
        ReadingDetector<?> detector,
        boolean settled,
        SeriesContext context,
        Reading reading,
        Score score,
        MinuteMeans means);

    /** Takes a minute of the series that a reading has completed. */
    void completed(SeriesContext context, MinuteFigures minute);
  }

  /**
   * What came of the readings.
   *
   * @param states after them
   * @param judged how many were judged; the others were not later than one judged before
   */
  record Outcome(DetectorStates states, int judged) {}

  ReadingJudge(DetectorCatalogue catalogue) {
    this.catalogue = catalogue;
    names =
        catalogue
            .running()
            .filter(detector -> detector.type() instanceof ReadingDetectorType<?>)
            .map(ConfiguredDetector::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Judges readings in their order.
   *
   * @param before left as it is
   */
  Outcome judge(
      DetectorKey key, OrderedReadings readings, DetectorStates before, Judgements judgements)
      throws CoderException {
    Pass pass = new Pass(key.scope(), readings, before, judgements);
    readings.forEach(pass);
    return new Outcome(pass.judged == 0 ? before : pass.states(), pass.judged);
  }

  private DetectorsOfKind detectorsOf(ReadingDetector.Scope scope, String sensorType) {
    return detectors.computeIfAbsent(
        new Kind(scope, sensorType),
        kind -> {
          List<ReadingDetector<?>> running =
              ReadingDetectorType.running(catalogue.settings().of(sensorType), scope);
          boolean mayAlert =
              running.stream()
                  .map(detector -> catalogue.alertPolicy(detector.name(), sensorType))
                  .anyMatch(policy -> policy != AlertPolicy.NEVER);
          return new DetectorsOfKind(running, scope == ReadingDetector.Scope.SERIES && mayAlert);
        });
  }

  /** A detector with its state. */
  private static final class Running<S> {
    final ReadingDetector<S> detector;
    final String name;
    S state;

    Running(ReadingDetector<S> detector, byte[] encoded) throws CoderException {
      this.detector = detector;
      name = detector.name();
      state =
          encoded == null
              ? detector.initial()
              : CoderUtils.decodeFromByteArray(detector.stateCoder(), encoded);
    }

    void resume() {
      detector.resume(state);
    }

    void judge(SeriesContext context, Reading reading, MinuteMeans means, Judgements judgements) {
      boolean settled = detector.isSettled(state);
      Score score = detector.update(state, reading);
      judgements.judged(detector, settled, context, reading, score, means);
      MinuteFigures minute = detector.completed(state);
      if (minute != null) {
        judgements.completed(
            context, minute.isTelling() ? minute.withRecent(means.recent()) : minute);
      }
    }

    byte[] encoded() throws CoderException {
      return CoderUtils.encodeToByteArray(detector.stateCoder(), state);
    }
  }

  /** One series or asset, once through its readings. */
  private final class Pass implements OrderedReadings.Visitor {
    private final DetectorStates before;
    private final Judgements judgements;
    private final MinuteMeans means;
    private final Map<String, Running<?>> running = new TreeMap<>();
    private final List<Channel> channels = new ArrayList<>();
    private long judgedUntil;
    private int judged;

    Pass(
        ReadingDetector.Scope scope,
        OrderedReadings readings,
        DetectorStates before,
        Judgements judgements)
        throws CoderException {
      this.before = before;
      this.judgements = judgements;
      judgedUntil = before.judgedUntil();
      means = before.means().copy();
      for (EnrichedBatch batch : readings.batches()) {
        DetectorsOfKind ofKind = detectorsOf(scope, batch.readings().series().sensorType());
        List<Running<?>> ofBatch = new ArrayList<>();
        for (ReadingDetector<?> detector : ofKind.detectors) {
          ofBatch.add(running(detector));
        }
        channels.add(
            new Channel(
                batch.readings(),
                batch.context(),
                batch.asset().work().lastEndMicros(),
                ofBatch,
                ofKind.keepMeans));
      }
    }

    private Running<?> running(ReadingDetector<?> detector) throws CoderException {
      String name = detector.name();
      Running<?> known = running.get(name);
      if (known == null) {
        known = new Running<>(detector, before.encoded().get(name));
        running.put(name, known);
      }
      return known;
    }

    @Override
    public void reading(int batch, int index) {
      Channel channel = channels.get(batch);
      long time = channel.readings.eventTimeMicros(index);
      if (time <= before.judgedUntil()) {
        return;
      }
      Reading reading =
          new Reading(
              channel.readings.series(),
              time,
              channel.readings.value(index),
              channel.readings.quality(index),
              channel.readings.rangeCheck(index),
              new MessagePosition(channel.readings.origin(), channel.readings.offset(index)));
      if (channel.keepMeans) {
        means.add(time, reading.value());
      }
      boolean resumed = channel.workEnd > judgedUntil;
      for (Running<?> detector : channel.detectors) {
        if (resumed) {
          detector.resume();
        }
        detector.judge(channel.context, reading, means, judgements);
      }
      judgedUntil = time;
      judged++;
    }

    DetectorStates states() throws CoderException {
      Map<String, byte[]> encoded = new TreeMap<>(before.encoded());
      encoded.keySet().retainAll(names);
      for (Running<?> detector : running.values()) {
        encoded.put(detector.name, detector.encoded());
      }
      return new DetectorStates(before.judged() + judged, judgedUntil, means, encoded);
    }
  }

  /**
   * Readings with their detectors.
   *
   * @param workEnd the end of the last planned work before them; the least time where there is none
   * @param keepMeans whether they go into the means of the series
   */
  private record Channel(
      ReadingBatch readings,
      SeriesContext context,
      long workEnd,
      List<Running<?>> detectors,
      boolean keepMeans) {}
}
