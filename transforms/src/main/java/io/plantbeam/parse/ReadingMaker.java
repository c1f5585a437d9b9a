package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parse.DeclaredTypes.Declared;

/**
 * Makes readings of what messages say of measures, by the catalogue of sensor types: it fills in
 * units, and refuses, moves or marks what is outside of valid ranges. Keeps what messages repeat
 * from one to the next; not thread-safe.
 */
public final class ReadingMaker {
  /** The metric of a single value whose message declares no sensor type. */
  public static final String UNTYPED_METRIC = "value";

  private final SensorTypes types;
  private final DeclaredTypes declaredTypes;
  private final SeriesTable seriesTable = new SeriesTable();

  /** Makes readings by a catalogue. */
  public ReadingMaker(SensorTypes types) {
    this.types = types;
    this.declaredTypes = new DeclaredTypes(types);
  }

  /**
   * What a message says of all its measures.
   *
   * @param facilityId null where it names none
   * @param declaredType in any case; null where it declares none
   * @param eventTimeMicros since the epoch
   * @param attributes see {@link Reading#attributes}; null for none
   */
  public record Source(
      String sensorId,
      String facilityId,
      String declaredType,
      long eventTimeMicros,
      double quality,
      MessagePosition position,
      String attributes) {

    /** Of a message without attributes. */
    public Source(
        String sensorId,
        String facilityId,
        String declaredType,
        long eventTimeMicros,
        double quality,
        MessagePosition position) {
      this(sensorId, facilityId, declaredType, eventTimeMicros, quality, position, null);
    }
  }

  /**
   * A measure that is named: its metric is the name.
   *
   * @param field what a dead letter gives as the field at fault
   * @param unit null where the message names none
   */
  public void named(
      Source source,
      String field,
      String name,
      String unit,
      double value,
      MessageFormat.Output output) {
    Declared declared = declaredTypes.get(source.declaredType());
    String declaredName = declared == null ? null : declared.name();
    Measure measure = types.measure(declaredName, name);
    if (measure != null && (unit == null || unit.equals(measure.unit()))) {
      String type = declared == null ? types.typeOfMeasure(name) : declaredName;
      emit(source, field, name, type, measure.unit(), measure.range(), value, output);
    } else {
      single(source, field, name, declared, unit, value, output);
    }
  }

  /** A single value: its metric is its sensor type. The parameters are those of {@link #named}. */
  public void single(
      Source source, String field, String unit, double value, MessageFormat.Output output) {
    Declared declared = declaredTypes.get(source.declaredType());
    String metric = declared == null ? UNTYPED_METRIC : declared.name();
    single(source, field, metric, declared, unit, value, output);
  }

  private void single(
      Source source,
      String field,
      String metric,
      Declared declared,
      String unit,
      double value,
      MessageFormat.Output output) {
    SensorType type = declared == null ? null : declared.type();
    String knownUnit = unit == null && type != null ? type.unit() : unit;
    ValidRange range = type == null ? null : type.rangeIn(unit);
    String typeName = declared == null ? null : declared.name();
    emit(source, field, metric, typeName, knownUnit, range, value, output);
  }

  private void emit(
      Source source,
      String field,
      String metric,
      String sensorType,
      String unit,
      ValidRange range,
      double value,
      MessageFormat.Output output) {
    double kept = value;
    RangeCheck check = RangeCheck.OK;
    if (range != null && !range.contains(value)) {
      switch (range.policy()) {
        case REJECT -> {
          output.refuse(Reason.OUT_OF_RANGE, field, outside(field, value, metric, unit, range));
          return;
        }
        case CLAMP -> {
          kept = range.clamp(value);
          check = RangeCheck.CLAMPED;
        }
        case FLAG -> check = RangeCheck.FLAGGED;
      }
    }
    SeriesInfo series =
        seriesTable.get(source.sensorId, metric, sensorType, source.facilityId, unit);
    output.reading(
        field,
        new Reading(
            series,
            source.eventTimeMicros,
            kept,
            source.quality,
            check,
            source.position,
            source.attributes));
  }

  private static String outside(
      String field, double value, String metric, String unit, ValidRange range) {
    return "%s %s is outside the valid range of %s, %s to %s%s"
        .formatted(field, value, metric, range.low(), range.high(), unit == null ? "" : " " + unit);
  }
}
