package io.plantbeam.detect.reading.baseline;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.Reading;
import java.util.ArrayList;
import java.util.List;

/** What {@code BaselineDetector} knows of one asset. */
public final class BaselineState {
  /** Event time of the first reading that was learned from. */
  long since;

  /** The greatest event time. */
  long now = Long.MIN_VALUE;

  boolean learned;

  /** Rows learned from; 0 where there has been no reading. */
  int rows;

  /** From this mean square on an asset is abnormal; only where {@link #learned}. */
  double threshold;

  /** What is known of the channels together. */
  final JointBaseline joint = new JointBaseline();

  /** In the order in which they first came. */
  final List<Channel> channels = new ArrayList<>();

  /**
   * While learning, some of the rows: the averages of the channels that were known by then, NaN
   * where one does not count.
   */
  final List<double[]> kept = new ArrayList<>();

  /** Where the channel of the latest reading stands, since channels come in turns. */
  private int latest = -1;

  /** One series of the asset. */
  static final class Channel {
    final String sensorId;
    final String metric;

    /** Readings in the moving average, at most its span. */
    int readings;

    double average;

    /** The last reading. */
    double value;

    long lastTime;

    /** Whether the open row has a reading of it. */
    boolean inRow;

    /** Rows that its mean and deviation are from; 0 for a channel outside the baseline. */
    int learnedRows;

    double mean;

    /** The standard deviation; while learning, the sum of squared deviations. */
    double deviation;

    /** The moving average of what it contributes to the joint distance. */
    double contribution;

    Channel(String sensorId, String metric) {
      this.sensorId = sensorId;
      this.metric = metric;
    }
  }

  /** The channel of a reading, a new one if {@code most} allow it, or null. */
  Channel channelOf(Reading reading, boolean mayAdd, int most) {
    String sensorId = reading.series().sensorId();
    String metric = reading.series().metric();
    int size = channels.size();
    for (int i = 1; i <= size; i++) {
      int index = latest + i < size ? latest + i : latest + i - size;
      Channel channel = channels.get(index);
      if (channel.metric.equals(metric) && channel.sensorId.equals(sensorId)) {
        latest = index;
        return channel;
      }
    }
    if (!mayAdd || size >= most) {
      return null;
    }
    Channel added = new Channel(sensorId, metric);
    channels.add(added);
    latest = size;
    return added;
  }

  /** A bit for each channel of the baseline. */
  long members() {
    long members = 0;
    for (int i = 0; i < channels.size(); i++) {
      members |= channels.get(i).learnedRows > 0 ? 1L << i : 0;
    }
    return members;
  }

  /** Forgets everything. */
  void clear() {
    now = Long.MIN_VALUE;
    channels.clear();
    latest = -1;
    startOver();
  }

  /** Forgets what was learned; the moving averages go on. */
  void startOver() {
    learned = false;
    rows = 0;
    kept.clear();
    for (Channel channel : channels) {
      channel.inRow = false;
      channel.learnedRows = 0;
      channel.mean = 0;
      channel.deviation = 0;
      channel.contribution = 0;
    }
    joint.clear(0);
  }

  /** The fields in their order; the kept rows as long as the asset has channels. */
  static final class BaselineStateCoder extends VersionedCoder<BaselineState> {
    private static final long serialVersionUID = 1;

    static final BaselineStateCoder INSTANCE = new BaselineStateCoder();

    private BaselineStateCoder() {
      super(1);
    }

    @Override
    protected void write(BaselineState value, ByteWriter out) {
      out.writeSignedVarLong(value.since);
      out.writeSignedVarLong(value.now);
      out.writeBoolean(value.learned);
      out.writeVarLong(value.rows);
      out.writeDouble(value.threshold);
      out.writeVarLong(value.channels.size());
      for (Channel channel : value.channels) {
        out.writeString(channel.sensorId);
        out.writeString(channel.metric);
        out.writeVarLong(channel.readings);
        out.writeDouble(channel.average);
        out.writeDouble(channel.value);
        out.writeSignedVarLong(channel.lastTime);
        out.writeBoolean(channel.inRow);
        out.writeVarLong(channel.learnedRows);
        out.writeDouble(channel.mean);
        out.writeDouble(channel.deviation);
        out.writeDouble(channel.contribution);
      }
      value.joint.write(out);
      out.writeVarLong(value.kept.size());
      for (double[] row : value.kept) {
        out.writeVarLong(row.length);
        for (double average : row) {
          out.writeDouble(average);
        }
      }
    }

    @Override
    protected BaselineState read(int bodyVersion, ByteReader in) {
      BaselineState value = new BaselineState();
      value.since = in.readSignedVarLong();
      value.now = in.readSignedVarLong();
      value.learned = in.readBoolean();
      value.rows = in.readVarInt();
      value.threshold = in.readDouble();
      int channels = in.readVarInt();
      for (int i = 0; i < channels; i++) {
        Channel channel = new Channel(in.readString(), in.readString());
        channel.readings = in.readVarInt();
        channel.average = in.readDouble();
        channel.value = in.readDouble();
        channel.lastTime = in.readSignedVarLong();
        channel.inRow = in.readBoolean();
        channel.learnedRows = in.readVarInt();
        channel.mean = in.readDouble();
        channel.deviation = in.readDouble();
        channel.contribution = in.readDouble();
        value.channels.add(channel);
      }
      value.joint.read(in);
      int kept = in.readVarInt();
      for (int i = 0; i < kept; i++) {
        double[] row = new double[in.readVarInt()];
        for (int j = 0; j < row.length; j++) {
          row[j] = in.readDouble();
        }
        value.kept.add(row);
      }
      return value;
    }
  }
}
