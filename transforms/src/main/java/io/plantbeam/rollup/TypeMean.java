package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.OutputSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * The readings of a sensor type and a unit in a window.
 *
 * @param sensorType null where messages name none
 * @param unit null where none is known
 */
public record TypeMean(String sensorType, String unit, double mean, long readings) {
  /** What is published, as a part of {@link FacilityMetrics}. */
  public static final OutputSchema<TypeMean> SCHEMA =
      OutputSchema.<TypeMean>of("by_type")
          .text("sensor_type", "of the readings", TypeMean::sensorType)
          .text("unit", "of the readings", TypeMean::unit)
          .number("mean", "arithmetic mean of the values", TypeMean::mean)
          .integer("readings", "number of readings", TypeMean::readings)
          .build();

  static void write(List<TypeMean> values, ByteWriter out) {
    out.writeVarLong(values.size());
    for (TypeMean value : values) {
      out.writeString(value.sensorType);
      out.writeString(value.unit);
      out.writeDouble(value.mean);
      out.writeVarLong(value.readings);
    }
  }

  static List<TypeMean> readAll(ByteReader in) {
    int size = in.readVarInt();
    List<TypeMean> values = new ArrayList<>(Math.min(size, 1_000));
    for (int i = 0; i < size; i++) {
      values.add(new TypeMean(in.readString(), in.readString(), in.readDouble(), in.readVarLong()));
    }
    return values;
  }
}
