package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * What a detector says of one reading.
 *
 * @param eventTimeMicros microseconds since the epoch
 * @param raw how abnormal, from 0 to 1
 * @param gated the same where this is news, otherwise 0
 * @param alert whether it is an anomaly
 */
public record ReadingScore(
    SeriesKey series,
    long eventTimeMicros,
    String detector,
    double raw,
    double gated,
    boolean alert) {

  /** What is published of a score. */
  public static final OutputSchema<ReadingScore> SCHEMA =
      OutputSchema.<ReadingScore>of("scores")
          .identifiedBy(ReadingScore::identity)
          .text("sensor_id", "sensor of the series", score -> score.series.sensorId())
          .text("metric", "metric of the series", score -> score.series.metric())
          .timeMicros("timestamp", "event time of the reading", ReadingScore::eventTimeMicros)
          .number(
              "raw_score",
              "how abnormal the reading is, from 0 (not at all) to 1",
              ReadingScore::raw)
          .number(
              "anomaly_score",
              "the same if the detector takes it for news, otherwise 0",
              ReadingScore::gated)
          .flag(
              "alert",
              "whether anomaly_score reaches the detector's threshold: such a reading is an"
                  + " anomaly",
              ReadingScore::alert)
          .text("detector", "the detector that judged", ReadingScore::detector)
          .text(
              "facility_id",
              "facility of the series, from the messages or else the registry",
              score -> score.series.facilityId())
          .build();

  private String identity() {
    return Identity.ofSeries(
        series, series.sensorId(), series.metric(), Identity.time(eventTimeMicros), detector);
  }

  /** The fields in their order. */
  public static final class ScoreCoder extends VersionedCoder<ReadingScore> {
    private static final long serialVersionUID = 1;

    public static final ScoreCoder INSTANCE = new ScoreCoder();

    private ScoreCoder() {
      super(1);
    }

    @Override
    protected void write(ReadingScore value, ByteWriter out) {
      SeriesKey.KeyCoder.INSTANCE.embed(value.series, out);
      out.writeTime(value.eventTimeMicros);
      out.writeString(value.detector);
      out.writeDouble(value.raw);
      out.writeDouble(value.gated);
      out.writeBoolean(value.alert);
    }

    @Override
    protected ReadingScore read(int bodyVersion, ByteReader in) {
      return new ReadingScore(
          SeriesKey.KeyCoder.INSTANCE.readEmbedded(in),
          in.readTime(),
          in.readString(),
          in.readDouble(),
          in.readDouble(),
          in.readBoolean());
    }
  }
}
