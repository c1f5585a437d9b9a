package io.plantbeam.detect.silence;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.NearbyWork;
import io.plantbeam.model.RecentMeans;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import io.plantbeam.model.Timestamps;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The series of one shard, what is known of their rhythms, and their curves. A series that has not
 * been seen for a week of event time is forgotten; one that comes back then is a new one.
 */
final class WatchedSeries {
  static final long FORGOTTEN_AFTER_MILLIS = 7L * 24 * 3_600_000;

  private record Watched(SeriesContext context, SilenceWatch watch, RecentMeans recent) {}

  private final Map<SeriesKey, Watched> series = new LinkedHashMap<>();
  private long now = Long.MIN_VALUE;

  WatchedSeries copy() {
    WatchedSeries copy = new WatchedSeries();
    copy.now = now;
    series.forEach(
        (key, watched) ->
            copy.series.put(
                key, new Watched(watched.context, watched.watch.copy(), watched.recent)));
    return copy;
  }

  int size() {
    return series.size();
  }

  /**
   * Learns from sightings, and finds which series have fallen silent by the last readings of their
   * windows. Adds to anomalies what is known of the curve of their series by then.
   *
   * @param parameters null where series are not watched
   * @param completed takes the anomalies that were among the sightings
   */
  void add(
      List<Sighting> sightings,
      BySensorType<SilenceParameters> parameters,
      Consumer<Anomaly> silences,
      Consumer<Anomaly> completed) {
    List<Sighting> sorted = new ArrayList<>(sightings);
    sorted.sort(Sighting.BY_WINDOW);
    long judgedUntil = now;
    for (int i = 0; i < sorted.size(); i++) {
      Sighting sighting = sorted.get(i);
      now = Math.max(now, sighting.lastTime());
      if (sighting.anomaly() != null) {
        Watched known = series.get(sighting.context().key());
        completed.accept(
            known == null ? sighting.anomaly() : sighting.anomaly().withRecent(known.recent));
      } else if (sighting.context() != null) {
        saw(sighting, judgedUntil, parameters);
      }
      // All windows with the same end come first: one of them may be of the series in question.
      if (i + 1 == sorted.size() || sorted.get(i + 1).windowEnd() > sighting.windowEnd()) {
        judge(parameters, silences);
        judgedUntil = now;
      }
    }
  }

  /** All readings up to the time of the last judgement have been seen, but for late ones. */
  private void saw(
      Sighting sighting, long judgedUntil, BySensorType<SilenceParameters> parameters) {
    SeriesContext context = sighting.context();
    SilenceParameters ofType = parameters.of(context.series().sensorType());
    if (ofType == null) {
      // It was sighted by a job that had other settings.
      return;
    }
    SeriesKey key = context.key();
    Watched known = series.get(key);
    SilenceWatch watch = known == null ? new SilenceWatch() : known.watch;
    NearbyWork work = context.asset().work();
    if (work.running() || Timestamps.toMillis(work.lastEndMicros()) > watch.last()) {
      watch.resume(sighting.lastTime());
    } else {
      watch.saw(
          sighting.windowStart(),
          sighting.windowEnd(),
          sighting.count(),
          sighting.lastTime(),
          judgedUntil,
          ofType);
    }
    RecentMeans before = known == null ? RecentMeans.NONE : known.recent;
    series.put(key, new Watched(context, watch, withWindow(before, sighting)));
  }

  /** The mean of a window stands for the minute in which it ends. */
  private static RecentMeans withWindow(RecentMeans before, Sighting window) {
    return Float.isNaN(window.mean())
        ? before
        : before.with(
            RecentMeans.minuteOf(Timestamps.toMicros(window.windowEnd() - 1)), window.mean());
  }

  private void judge(BySensorType<SilenceParameters> parameters, Consumer<Anomaly> silences) {
    Iterator<Watched> all = series.values().iterator();
    while (all.hasNext()) {
      Watched watched = all.next();
      SilenceParameters ofType = parameters.of(watched.context.series().sensorType());
      if (ofType == null || now - watched.watch.last() > FORGOTTEN_AFTER_MILLIS) {
        all.remove();
      } else if (watched.watch.fallsSilent(now, watched.context.asset().work(), ofType)) {
        silences.accept(anomaly(watched, ofType));
      }
    }
  }

  /**
   * From the last reading, or the end of planned work after it, to the time at which there should
   * have been another.
   */
  private static Anomaly anomaly(Watched watched, SilenceParameters parameters) {
    SilenceWatch watch = watched.watch;
    long allowed = watch.allowedMillis(parameters);
    long due = watch.dueMillis(watched.context.asset().work(), parameters);
    long since = due - allowed;
    return new Anomaly(
        SilenceWatch.NAME,
        watched.context,
        Severity.HIGH,
        Double.NaN,
        Timestamps.toMicros(due),
        Timestamps.toMicros(since),
        Timestamps.toMicros(due),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        "silence: no reading has come since "
            + Timestamps.format(watch.last())
            + (since > watch.last()
                ? ", though planned work ended " + Timestamps.format(since)
                : "")
            + "; the longest usual interval is "
            + Figures.format(watch.usualMillis() / 1_000.0, "seconds")
            + ", and expected was a reading within "
            + Figures.format(allowed / 1_000.0, "seconds")
            + ".",
        Symptom.of(SilenceWatch.NAME, Timestamps.toMicros(watch.last()))
            .usually(watch.usualMillis() / 1_000.0),
        watched.recent);
  }

  /** The time, the number of series, and each with its watch and its curve. */
  static final class WatchedSeriesCoder extends VersionedCoder<WatchedSeries> {
    private static final long serialVersionUID = 1;

    static final WatchedSeriesCoder INSTANCE = new WatchedSeriesCoder();

    private WatchedSeriesCoder() {
      super(1);
    }

    @Override
    protected void write(WatchedSeries value, ByteWriter out) {
      out.writeSignedVarLong(value.now);
      out.writeVarLong(value.series.size());
      for (Watched watched : value.series.values()) {
        watched.context.write(out);
        SilenceWatch.WatchCoder.INSTANCE.embed(watched.watch, out);
        RecentMeans.RecentMeansCoder.INSTANCE.embed(watched.recent, out);
      }
    }

    @Override
    protected WatchedSeries read(int bodyVersion, ByteReader in) {
      WatchedSeries value = new WatchedSeries();
      value.now = in.readSignedVarLong();
      int size = in.readVarInt();
      for (int i = 0; i < size; i++) {
        SeriesContext context = SeriesContext.read(in);
        SilenceWatch watch = SilenceWatch.WatchCoder.INSTANCE.readEmbedded(in);
        RecentMeans recent = RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in);
        value.series.put(context.key(), new Watched(context, watch, recent));
      }
      return value;
    }
  }
}
