package io.plantbeam.alert;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EpisodeEnd;
import java.util.Comparator;

/**
 * What alerts are made of: an anomaly, a detector's word that an episode is over, or, where both
 * are null, how far event time has come.
 *
 * @param timeMicros of the anomaly or the end, or so far, in microseconds since the epoch
 */
record AlertInput(Anomaly anomaly, EpisodeEnd end, long timeMicros) {
  /**
   * By time; what is of one time in an order that does not depend on that of arrival. Event time
   * has come so far when all else is known.
   */
  static final Comparator<AlertInput> IN_ORDER =
      Comparator.comparing(AlertInput::isTime)
          .thenComparingLong(AlertInput::timeMicros)
          .thenComparing(input -> input.end != null)
          .thenComparing(
              AlertInput::anomaly,
              Comparator.nullsLast(
                  Comparator.comparingLong(Anomaly::windowEndMicros)
                      .thenComparing(Anomaly::detector)
                      .thenComparing(anomaly -> anomaly.context().series().sensorId())
                      .thenComparing(anomaly -> anomaly.context().series().metric())
                      .thenComparing(Anomaly::evidence)));

  static AlertInput of(Anomaly anomaly) {
    return new AlertInput(anomaly, null, anomaly.eventTimeMicros());
  }

  static AlertInput of(EpisodeEnd end) {
    return new AlertInput(null, end, end.eventTimeMicros());
  }

  static AlertInput ofTime(long micros) {
    return new AlertInput(null, null, micros);
  }

  boolean isTime() {
    return anomaly == null && end == null;
  }

  /** Which of the three it is, and that. */
  static final class AlertInputCoder extends VersionedCoder<AlertInput> {
    private static final long serialVersionUID = 1;
    private static final int ANOMALY = 0;
    private static final int END = 1;
    private static final int TIME = 2;

    static final AlertInputCoder INSTANCE = new AlertInputCoder();

    private AlertInputCoder() {
      super(1);
    }

    @Override
    protected void write(AlertInput value, ByteWriter out) {
      if (value.anomaly != null) {
        out.writeByte(ANOMALY);
        Anomaly.AnomalyCoder.INSTANCE.embed(value.anomaly, out);
      } else if (value.end != null) {
        out.writeByte(END);
        EpisodeEnd.EpisodeEndCoder.INSTANCE.embed(value.end, out);
      } else {
        out.writeByte(TIME);
        out.writeTime(value.timeMicros);
      }
    }

    @Override
    protected AlertInput read(int bodyVersion, ByteReader in) {
      int kind = in.readByte();
      return switch (kind) {
        case ANOMALY -> of(Anomaly.AnomalyCoder.INSTANCE.readEmbedded(in));
        case END -> of(EpisodeEnd.EpisodeEndCoder.INSTANCE.readEmbedded(in));
        case TIME -> ofTime(in.readTime());
        default -> throw new IndexOutOfBoundsException("There is no kind " + kind);
      };
    }
  }
}
