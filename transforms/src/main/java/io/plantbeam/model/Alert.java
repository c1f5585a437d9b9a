package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * What maintenance staff are told of an episode: that it has begun, goes on, or is over. Each event
 * has all that is known by then, so that the one with the greatest sequence is the alert as it is.
 *
 * @param alertId stable: derived from series or asset, detector and start
 * @param sequence 1 for the first event, and one more for each that follows
 * @param priority 0 to 100, the greatest first
 * @param message a sentence that says where to go and what to look at
 * @param incidentId of the incident that it belongs to
 * @param incidentAlerts how many alerts the incident has so far
 * @param anomaly the first one of the greatest severity so far, without its curve
 * @param recent the curve of the series up to the latest anomaly, or the end
 */
public record Alert(
    String alertId,
    AlertState state,
    long sequence,
    double priority,
    String message,
    EpisodeSummary episode,
    String incidentId,
    long incidentAlerts,
    Anomaly anomaly,
    RecentMeans recent) {

  /** What is published of an alert. */
  public static final OutputSchema<Alert> SCHEMA =
      Anomaly.fields(
              OutputSchema.<Alert>of("alerts")
                  .identifiedBy(Alert::alertId)
                  .versionedBy(Alert::sequence)
                  .text(
                      "alert_id",
                      "stable id, derived from series or asset, detector and starts_at",
                      Alert::alertId)
                  .text("state", "raised, updated or resolved", alert -> alert.state.label())
                  .integer(
                      "sequence",
                      "1 for the first event of the alert, and one more for each that follows: the"
                          + " greatest is the alert as it is",
                      Alert::sequence)
                  .number(
                      "priority",
                      "0 to 100: 10 x score for zscore, 100 x score / (1 + score) for guard, 100 x"
                          + " score for another detector of readings, plus equipment and facility"
                          + " criticality; 50 without a score",
                      Alert::priority)
                  .text("message", "where to go and what to look at", Alert::message)
                  .timeMicros(
                      "starts_at",
                      "event time of the anomaly by which it was raised",
                      alert -> alert.episode.startsAtMicros())
                  .timeMicros(
                      "last_at",
                      "event time of the latest anomaly",
                      alert -> alert.episode.lastAtMicros())
                  .optionalTimeMicros(
                      "ends_at",
                      "event time of the latest anomaly, or of the reading by which the detector"
                          + " says that it is over; null until it is resolved",
                      alert -> alert.episode.isOpen() ? null : alert.episode.endsAtMicros())
                  .integer(
                      "anomalies",
                      "anomalies of the episode so far",
                      alert -> alert.episode.anomalies())
                  .number(
                      "peak_score",
                      "score of the anomaly that was furthest out; null if it has none",
                      alert -> alert.episode.peakScore())
                  .number(
                      "peak_value",
                      "value of the anomaly that was furthest out: by its score, or else by its"
                          + " distance from what was expected",
                      alert -> alert.episode.peakValue())
                  .text(
                      "incident_id",
                      "the incident that it belongs to: alerts of one equipment, or else one"
                          + " sensor, whose starts follow each other closely",
                      Alert::incidentId)
                  .integer(
                      "incident_alerts",
                      "alerts of the incident so far, this one included",
                      Alert::incidentAlerts),
              Alert::anomaly)
          .means(
              "recent",
              "the curve of the series up to last_at, or to ends_at where the detector says that it"
                  + " is over: the means of the last 60 minutes that have readings, each with the"
                  + " start of its minute; empty if the detector does not know them",
              Alert::recent)
          .build();

  /** The fields in their order. */
  public static final class AlertCoder extends VersionedCoder<Alert> {
    private static final long serialVersionUID = 1;

    public static final AlertCoder INSTANCE = new AlertCoder();

    private AlertCoder() {
      super(1);
    }

    @Override
    protected void write(Alert value, ByteWriter out) {
      out.writeString(value.alertId);
      out.writeByte(value.state.ordinal());
      out.writeVarLong(value.sequence);
      out.writeDouble(value.priority);
      out.writeString(value.message);
      value.episode.write(out);
      out.writeString(value.incidentId);
      out.writeVarLong(value.incidentAlerts);
      Anomaly.AnomalyCoder.INSTANCE.embed(value.anomaly, out);
      RecentMeans.RecentMeansCoder.INSTANCE.embed(value.recent, out);
    }

    @Override
    protected Alert read(int bodyVersion, ByteReader in) {
      return new Alert(
          in.readString(),
          AlertState.of(in.readByte()),
          in.readVarLong(),
          in.readDouble(),
          in.readString(),
          EpisodeSummary.read(in),
          in.readString(),
          in.readVarLong(),
          Anomaly.AnomalyCoder.INSTANCE.readEmbedded(in),
          RecentMeans.RecentMeansCoder.INSTANCE.readEmbedded(in));
    }
  }
}
