package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interner;

/**
 * What the messages of a series say about it. Readings of one series may differ in type and unit.
 *
 * @param sensorType null where the message names none and its measure belongs to no known type
 * @param facilityId null where the message names none
 * @param unit null where neither the message nor the sensor type names one
 */
public record SeriesInfo(
    String sensorId, String metric, String sensorType, String facilityId, String unit) {
  private static final Interner<SeriesInfo> FORMS = new Forms();

  /**
   * The series as far as messages tell it. Where they name no facility the registry may know one:
   * {@link SeriesContext#key()}.
   */
  public SeriesKey key() {
    return new SeriesKey(facilityId, sensorId, metric);
  }

  public void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  public static SeriesInfo read(ByteReader in) {
    return FORMS.read(in);
  }

  private static final class Forms extends Interner<SeriesInfo> {
    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(SeriesInfo value, ByteWriter out) {
      out.writeString(value.sensorId);
      out.writeString(value.metric);
      out.writeString(value.sensorType);
      out.writeString(value.facilityId);
      out.writeString(value.unit);
    }

    @Override
    protected SeriesInfo decode(ByteReader in) {
      return new SeriesInfo(
          in.readString(), in.readString(), in.readString(), in.readString(), in.readString());
    }
  }
}
