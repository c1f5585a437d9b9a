package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interned;
import io.plantbeam.codec.Interner;
import java.util.Objects;

/**
 * What the messages of a series say about it. Readings of one series may differ in type and unit.
 */
public final class SeriesInfo extends Interned {
  static final Interner<SeriesInfo> FORMS = new Forms();

  private final SeriesKey key;
  private final String sensorType;
  private final String unit;
  private final int hash;

  /**
   * What messages say.
   *
   * @param sensorType null where the message names none and its measure belongs to no known type
   * @param facilityId null where the message names none
   * @param unit null where neither the message nor the sensor type names one
   */
  public SeriesInfo(
      String sensorId, String metric, String sensorType, String facilityId, String unit) {
    key = new SeriesKey(facilityId, sensorId, metric);
    this.sensorType = sensorType;
    this.unit = unit;
    hash = (31 * key.hashCode() + Objects.hashCode(sensorType)) * 31 + Objects.hashCode(unit);
  }

  public String sensorId() {
    return key.sensorId();
  }

  public String metric() {
    return key.metric();
  }

  /** Null where the message names none and its measure belongs to no known type. */
  public String sensorType() {
    return sensorType;
  }

  /** Null where the message names none. */
  public String facilityId() {
    return key.facilityId();
  }

  /** Null where neither the message nor the sensor type names one. */
  public String unit() {
    return unit;
  }

  /**
   * The series as far as messages tell it. Where they name no facility the registry may know one:
   * {@link SeriesContext#key()}.
   */
  public SeriesKey key() {
    return key;
  }

  public void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  public static SeriesInfo read(ByteReader in) {
    return FORMS.read(in);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SeriesInfo that
            && hash == that.hash
            && key.equals(that.key)
            && Objects.equals(sensorType, that.sensorType)
            && Objects.equals(unit, that.unit));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "SeriesInfo[sensorId=%s, metric=%s, sensorType=%s, facilityId=%s, unit=%s]"
        .formatted(sensorId(), metric(), sensorType, facilityId(), unit);
  }

  private static final class Forms extends Interner<SeriesInfo> {
    Forms() {
      super(SLOTS_FOR_SERIES);
    }

    @Override
    protected void encode(SeriesInfo value, ByteWriter out) {
      out.writeString(value.sensorId());
      out.writeString(value.metric());
      out.writeString(value.sensorType);
      out.writeString(value.facilityId());
      out.writeString(value.unit);
    }

    @Override
    protected SeriesInfo decode(ByteReader in) {
      return new SeriesInfo(
          in.readString(), in.readString(), in.readString(), in.readString(), in.readString());
    }
  }
}
