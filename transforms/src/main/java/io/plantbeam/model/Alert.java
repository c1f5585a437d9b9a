package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * What maintenance staff are told: the first anomaly of an episode.
 *
 * @param alertId stable: derived from series, detector, severity and event time
 * @param priority 0 to 100, the greatest first
 * @param message a sentence that says where to go and what to look at
 */
public record Alert(String alertId, double priority, String message, Anomaly anomaly) {

  /** What is published of an alert. */
  public static final OutputSchema<Alert> SCHEMA =
      Anomaly.fields(
              OutputSchema.<Alert>of("alerts")
                  .identifiedBy(Alert::alertId)
                  .text(
                      "alert_id",
                      "stable id, derived from series, detector, severity and event time",
                      Alert::alertId)
                  .number(
                      "priority",
                      "0 to 100: 10 x score for zscore, 100 x score / (1 + score) for guard, 100 x"
                          + " score for another detector of readings, plus equipment and facility"
                          + " criticality; 50 without a score",
                      Alert::priority)
                  .text("message", "where to go and what to look at", Alert::message),
              Alert::anomaly)
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
      out.writeDouble(value.priority);
      out.writeString(value.message);
      Anomaly.AnomalyCoder.INSTANCE.embed(value.anomaly, out);
    }

    @Override
    protected Alert read(int bodyVersion, ByteReader in) {
      return new Alert(
          in.readString(),
          in.readDouble(),
          in.readString(),
          Anomaly.AnomalyCoder.INSTANCE.readEmbedded(in));
    }
  }
}
