package io.plantbeam.lake;

import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.RecentMeans;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folders of rows, {@code sensor_type=…/date=YYYY-MM-DD}: the sensor type of those that have
 * one, and the day (UTC) of their first time.
 */
final class RowFolders<T> {
  private static final String SENSOR_TYPE = "sensor_type";
  private static final long DAY_MICROS = LakePartition.DAY_MILLIS * 1000;

  private final Optional<OutputSchema.Field<T>> sensorType;
  private final Optional<OutputSchema.Field<T>> time;

  RowFolders(OutputSchema<T> schema) {
    sensorType =
        schema.fields().stream().filter(field -> field.name().equals(SENSOR_TYPE)).findFirst();
    time =
        schema.fields().stream()
            .filter(field -> field.type() == OutputSchema.Type.TIME)
            .findFirst();
  }

  /** The columns of the files in the folders, which have the others. */
  static <T> OutputSchema<T> columns(OutputSchema<T> schema) {
    return schema.without(Set.of(SENSOR_TYPE));
  }

  /** The folder of a row; empty for none, and else with a slash at its end. */
  String path(T row) throws IOException {
    StringBuilder path = new StringBuilder();
    if (sensorType.isPresent()) {
      Value value = new Value();
      sensorType.get().read(row, value);
      path.append(SENSOR_TYPE).append('=').append(LakePartition.escape(value.text)).append('/');
    }
    if (time.isPresent()) {
      Value value = new Value();
      time.get().read(row, value);
      path.append("date=")
          .append(LocalDate.ofEpochDay(Math.floorDiv(value.number, DAY_MICROS)))
          .append('/');
    }
    return path.toString();
  }

  /** What one field of a row holds. */
  private static final class Value implements OutputSchema.FieldVisitor {
    private String text;
    private long number;

    @Override
    public void missing() {}

    @Override
    public void text(String value) {
      text = value;
    }

    @Override
    public void integer(long value) {
      number = value;
    }

    @Override
    public void number(double value) {}

    @Override
    public void flag(boolean value) {}

    @Override
    public void texts(List<String> values) {}

    @Override
    public void means(RecentMeans values) {}

    @Override
    public <R> void records(OutputSchema<R> schema, List<R> values) {}

    @Override
    public void time(long epochMicros) {
      number = epochMicros;
    }
  }
}
