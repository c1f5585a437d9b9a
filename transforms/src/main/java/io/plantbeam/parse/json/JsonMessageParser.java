package io.plantbeam.parse.json;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parse.DeclaredTypes;
import io.plantbeam.parse.DeclaredTypes.Declared;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.Measure;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.SensorType;
import io.plantbeam.parse.SensorTypes;
import io.plantbeam.parse.SeriesTable;
import io.plantbeam.parse.ValidRange;
import io.plantbeam.parse.json.MessageFields.Field;

/**
 * Messages to readings: one for each measure of a message that is valid, and a dead letter for each
 * that is not, or a single one for a message that cannot be used at all.
 *
 * <p>Keeps what messages repeat from one message to the next; not thread-safe.
 */
final class JsonMessageParser implements MessageFormat.Parser {
  /** The metric of a single value whose message declares no sensor type. */
  static final String UNTYPED_METRIC = "value";

  private final SensorTypes types;
  private final DeclaredTypes declaredTypes;
  private final MessageFields fields;
  private final SeriesTable seriesTable = new SeriesTable();

  /** The event time of the message at hand. */
  private long eventTime;

  JsonMessageParser(MessageSettings settings) {
    this.types = settings.types();
    this.declaredTypes = new DeclaredTypes(types);
    this.fields = new MessageFields(types.measureNames(), settings.times());
  }

  @Override
  public void parse(RawMessage message, MessageFormat.Output output) {
    String malformed = fields.read(message.payload());
    if (malformed != null) {
      output.refuse(Reason.MALFORMED_JSON, null, malformed);
      return;
    }
    if (refusesWhole(output)) {
      return;
    }
    for (int i = 0; i < fields.measureCount(); i++) {
      Field measure = fields.measure(i);
      if (!measure.isNumber() || !Double.isFinite(measure.number())) {
        output.refuse(Reason.INVALID_VALUE, measure.name(), notFinite(measure));
      } else if (measure == fields.value) {
        singleValue(message, output);
      } else {
        typedMeasure(message, measure, output);
      }
    }
  }

  /** Whether something is wrong with the message as a whole, which is said then. */
  private boolean refusesWhole(MessageFormat.Output output) {
    Field id = fields.id();
    Field quality = fields.quality;
    eventTime = fields.timestamp.time(id);
    if (id.text() == null) {
      output.refuse(
          Reason.MISSING_FIELD,
          id.name(),
          id.isGiven()
              ? "%s is %s, not a text or a whole number".formatted(id.name(), id.kind().description)
              : "the message has neither a sensor_id nor a device_id");
    } else if (!fields.timestamp.isGiven()) {
      output.refuse(Reason.MISSING_FIELD, fields.timestamp.name(), "the message has no timestamp");
    } else if (eventTime == EventTimes.NONE) {
      output.refuse(
          Reason.INVALID_TIMESTAMP, fields.timestamp.name(), fields.timestamp.timeProblem(id));
    } else if (quality.isGiven() && !(quality.isNumber() && Double.isFinite(quality.number()))) {
      output.refuse(Reason.INVALID_VALUE, quality.name(), notFinite(quality));
    } else if (fields.measureCount() == 0) {
      output.refuse(
          Reason.MISSING_FIELD,
          fields.value.name(),
          "the message has neither a value nor a measure of a known sensor type");
    } else {
      return false;
    }
    return true;
  }

  /** The type that the message declares; null where it declares none. */
  private Declared declaredType() {
    String sensorType = fields.sensorType.text();
    return declaredTypes.get(sensorType != null ? sensorType : fields.metricType.text());
  }

  private void singleValue(RawMessage message, MessageFormat.Output output) {
    Declared declared = declaredType();
    SensorType type = declared == null ? null : declared.type();
    String unit = fields.unit.text();
    ValidRange range = type == null ? null : type.rangeIn(unit);
    if (unit == null && type != null) {
      unit = type.unit();
    }
    String typeName = declared == null ? null : declared.name();
    String metric = declared == null ? UNTYPED_METRIC : typeName;
    emit(message, fields.value, metric, typeName, unit, range, output);
  }

  private void typedMeasure(RawMessage message, Field field, MessageFormat.Output output) {
    Declared declared = declaredType();
    String declaredName = declared == null ? null : declared.name();
    Measure measure = types.measure(declaredName, field.name());
    String type = declared == null ? types.typeOfMeasure(field.name()) : declaredName;
    emit(message, field, measure.name(), type, measure.unit(), measure.range(), output);
  }

  private void emit(
      RawMessage message,
      Field field,
      String metric,
      String sensorType,
      String unit,
      ValidRange range,
      MessageFormat.Output output) {
    double value = field.number();
    RangeCheck check = RangeCheck.OK;
    if (range != null && !range.contains(value)) {
      switch (range.policy()) {
        case REJECT -> {
          output.refuse(
              Reason.OUT_OF_RANGE, field.name(), outside(field, value, metric, unit, range));
          return;
        }
        case CLAMP -> {
          value = range.clamp(value);
          check = RangeCheck.CLAMPED;
        }
        case FLAG -> check = RangeCheck.FLAGGED;
      }
    }
    SeriesInfo series =
        seriesTable.get(fields.id().text(), metric, sensorType, fields.facilityId.text(), unit);
    double quality = fields.quality.isGiven() ? fields.quality.number() : 1.0;
    output.reading(
        field.name(), new Reading(series, eventTime, value, quality, check, message.position()));
  }

  private static String outside(
      Field field, double value, String metric, String unit, ValidRange range) {
    return "%s %s is outside the valid range of %s, %s to %s%s"
        .formatted(
            field.name(), value, metric, range.low(), range.high(), unit == null ? "" : " " + unit);
  }

  private static String notFinite(Field field) {
    return field.isNumber()
        ? "%s is a number too large for a double".formatted(field.name())
        : "%s is %s, not a number".formatted(field.name(), field.kind().description);
  }
}
