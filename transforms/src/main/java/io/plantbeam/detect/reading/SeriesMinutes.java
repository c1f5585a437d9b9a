package io.plantbeam.detect.reading;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The minutes of a series that were completed within a span of event time.
 *
 * @param minutes at least one, in their order
 */
public record SeriesMinutes(SeriesContext context, List<MinuteFigures> minutes) {

  /** The context, the number of minutes, the minutes. */
  public static final class MinutesCoder extends VersionedCoder<SeriesMinutes> {
    private static final long serialVersionUID = 1;

    public static final MinutesCoder INSTANCE = new MinutesCoder();

    private MinutesCoder() {
      super(1);
    }

    @Override
    protected void write(SeriesMinutes value, ByteWriter out) {
      value.context.write(out);
      out.writeVarLong(value.minutes.size());
      for (MinuteFigures minute : value.minutes) {
        minute.write(out);
      }
    }

    @Override
    protected SeriesMinutes read(int bodyVersion, ByteReader in) {
      SeriesContext context = SeriesContext.read(in);
      List<MinuteFigures> minutes = new ArrayList<>();
      for (int left = in.readVarInt(); left > 0; left--) {
        minutes.add(MinuteFigures.read(in));
      }
      return new SeriesMinutes(context, minutes);
    }
  }
}
