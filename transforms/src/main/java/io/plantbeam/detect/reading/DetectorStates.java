package io.plantbeam.detect.reading;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.MinuteMeans;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the detectors of one series or asset have learned, each in the form of its own coder, by
 * name. Which detectors run may change while the state is kept: what is missing here starts from
 * nothing, and what belongs to no detector of the settings is left out when the states are written
 * next. Not to be changed.
 *
 * @param judged how many readings were judged
 * @param judgedUntil the greatest event time that was judged, in microseconds since the epoch
 * @param means of the series; without readings where no detector's anomalies may become alerts, and
 *     of an asset
 */
record DetectorStates(
    long judged, long judgedUntil, MinuteMeans means, Map<String, byte[]> encoded) {
  static final DetectorStates NONE =
      new DetectorStates(0, Long.MIN_VALUE, new MinuteMeans(), Map.of());

  @Override
  public boolean equals(Object other) {
    return other instanceof DetectorStates that
        && judged == that.judged
        && judgedUntil == that.judgedUntil
        && means.equals(that.means)
        && encoded.keySet().equals(that.encoded.keySet())
        && encoded.entrySet().stream()
            .allMatch(state -> Arrays.equals(state.getValue(), that.encoded.get(state.getKey())));
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(judgedUntil) + encoded.keySet().hashCode();
  }

  /**
   * The count, the time, the means, the number of states, and for each its name and bytes, sorted
   * by name.
   */
  static final class StatesCoder extends VersionedCoder<DetectorStates> {
    private static final long serialVersionUID = 1;

    static final StatesCoder INSTANCE = new StatesCoder();

    private StatesCoder() {
      super(1);
    }

    @Override
    protected void write(DetectorStates value, ByteWriter out) {
      out.writeVarLong(value.judged);
      out.writeTime(value.judgedUntil);
      value.means.write(out);
      out.writeVarLong(value.encoded.size());
      new TreeMap<>(value.encoded)
          .forEach(
              (name, bytes) -> {
                out.writeString(name);
                out.writeBytes(bytes);
              });
    }

    @Override
    protected DetectorStates read(int bodyVersion, ByteReader in) {
      long judged = in.readVarLong();
      long judgedUntil = in.readTime();
      MinuteMeans means = MinuteMeans.read(in);
      Map<String, byte[]> encoded = new TreeMap<>();
      for (int left = in.readVarInt(); left > 0; left--) {
        encoded.put(in.readString(), in.readBytes());
      }
      return new DetectorStates(judged, judgedUntil, means, encoded);
    }
  }
}
