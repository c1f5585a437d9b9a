package io.plantbeam.alert;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EpisodeSummary;
import io.plantbeam.model.RecentMeans;

/**
 * An episode that is open. What is known of it follows from its anomalies in their order alone.
 *
 * <p>Mutable and not thread-safe.
 */
final class Episode {
  private String incidentId;
  private Anomaly worst;
  private long startsAt;
  private long lastAt;
  private long anomalies;
  private double peak;
  private double peakScore;
  private double peakValue;
  private long sequence;

  /** Event time up to which staff have been told of it. */
  private long toldUntil;

  private RecentMeans recent = RecentMeans.NONE;

  private Episode() {}

  /** The episode that begins with this anomaly, and belongs to an incident. */
  static Episode begin(Anomaly first, String incidentId) {
    Episode episode = new Episode();
    episode.incidentId = incidentId;
    episode.worst = first.withRecent(RecentMeans.NONE);
    episode.startsAt = first.eventTimeMicros();
    episode.lastAt = first.eventTimeMicros();
    episode.anomalies = 1;
    episode.takePeak(first);
    episode.follow(first.recent());
    return episode;
  }

  Episode copy() {
    Episode copy = new Episode();
    copy.incidentId = incidentId;
    copy.worst = worst;
    copy.startsAt = startsAt;
    copy.lastAt = lastAt;
    copy.anomalies = anomalies;
    copy.peak = peak;
    copy.peakScore = peakScore;
    copy.peakValue = peakValue;
    copy.sequence = sequence;
    copy.toldUntil = toldUntil;
    copy.recent = recent;
    return copy;
  }

  /**
   * Takes in another anomaly.
   *
   * @return whether it is worse than all before it
   */
  boolean add(Anomaly anomaly) {
    if (anomaly.eventTimeMicros() >= lastAt) {
      lastAt = anomaly.eventTimeMicros();
      follow(anomaly.recent());
    }
    anomalies++;
    if (furtherOut(anomaly) > peak) {
      takePeak(anomaly);
    }
    boolean worse = anomaly.severity().compareTo(worst.severity()) > 0;
    if (worse) {
      worst = anomaly.withRecent(RecentMeans.NONE);
    }
    return worse;
  }

  /** Takes a later curve of the series in, where one is known. */
  void follow(RecentMeans later) {
    if (!later.isEmpty()) {
      recent = later;
    }
  }

  private void takePeak(Anomaly anomaly) {
    peak = furtherOut(anomaly);
    peakScore = anomaly.score();
    peakValue = anomaly.value();
  }

  /**
   * How far out an anomaly is: its score; else the distance of its value from what was expected; 0
   * where neither is known.
   */
  private static double furtherOut(Anomaly anomaly) {
    if (!Double.isNaN(anomaly.score())) {
      return anomaly.score();
    }
    double distance = 0;
    if (anomaly.value() > anomaly.expectedHigh()) {
      distance = anomaly.value() - anomaly.expectedHigh();
    } else if (anomaly.value() < anomaly.expectedLow()) {
      distance = anomaly.expectedLow() - anomaly.value();
    }
    return distance;
  }

  String incidentId() {
    return incidentId;
  }

  /** The first anomaly of the greatest severity, without its curve. */
  Anomaly worst() {
    return worst;
  }

  /** Event time of the first anomaly, in microseconds since the epoch. */
  long startsAt() {
    return startsAt;
  }

  /** The greatest event time of an anomaly, in microseconds since the epoch. */
  long lastAt() {
    return lastAt;
  }

  /** Event time up to which staff have been told of it, in microseconds since the epoch. */
  long toldUntil() {
    return toldUntil;
  }

  /** The curve of the series up to the latest anomaly, or the end. */
  RecentMeans recent() {
    return recent;
  }

  /** Notes that staff are told of it as it is, and returns the number of this event. */
  long tell() {
    toldUntil = lastAt;
    return ++sequence;
  }

  /**
   * What is known of it.
   *
   * @param endsAt {@link EpisodeSummary#OPEN} as long as it goes on
   */
  EpisodeSummary summary(long endsAt) {
    return new EpisodeSummary(startsAt, lastAt, endsAt, anomalies, peakScore, peakValue);
  }

  /** The fields in the order of their declaration. */
  static final class EpisodeCoder extends VersionedCoder<Episode> {
    private static final long serialVersionUID = 1;

    static final EpisodeCoder INSTANCE = new EpisodeCoder();

    private EpisodeCoder() {
      super(1);
    }

    @Override
    protected void write(Episode value, ByteWriter out) {
      out.writeString(value.incidentId);
      Anomaly.AnomalyCoder.INSTANCE.embed(value.worst, out);
      out.writeTime(value.startsAt);
      out.writeTime(value.lastAt);
      out.writeVarLong(value.anomalies);
      out.writeDouble(value.peak);
      out.writeDouble(value.peakScore);
      out.writeDouble(value.peakValue);
      out.writeVarLong(value.sequence);
      out.writeTime(value.toldUntil);
      RecentMeans.RecentMeansCoder.INSTANCE.embed(value.recent, out);
    }

    @Override
    protected Episode read(int bodyVersion, ByteReader in) {
      Episode value = new Episode();
      value.incidentId = in.readString();
      value.worst = Anomaly.AnomalyCoder.INSTANCE.readEmbedded(in);
      value.startsAt = in.readTime();
      value.lastAt = in.readTime();
      value.anomalies = in.readVarLong();
      value.peak = in.readDouble();
      value.peakScore = in.readDouble();
      value.peakValue = in.readDouble();
      value.sequence = in.readVarLong();
      value.toldUntil = in.readTime();
      value.recent = RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in);
      return value;
    }
  }
}
