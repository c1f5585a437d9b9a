package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.parse.DeclaredTypes.Declared;
import io.plantbeam.parse.MessageFields.Field;
import java.util.Arrays;
import java.util.Objects;

/**
 * Messages to readings: one for each measure of a message that is valid, and a dead letter for each
 * that is not, or a single one for a message that cannot be used at all.
 *
 * <p>Keeps what messages repeat from one message to the next; not thread-safe.
 */
public final class ReadingParser {
  /** The metric of a single value whose message declares no sensor type. */
  static final String UNTYPED_METRIC = "value";

  private final SensorTypes types;
  private final DeclaredTypes declaredTypes;
  private final String stage;
  private final MessageFields fields;
  private final SeriesTable seriesTable = new SeriesTable();

  /** Where readings and dead letters go. */
  public interface Output {
    void reading(Reading reading);

    void deadLetter(DeadLetter deadLetter);
  }

  /**
   * @param stage what dead letters name as the step that refused them
   */
  public ReadingParser(SensorTypes types, String stage) {
    this.types = types;
    this.declaredTypes = new DeclaredTypes(types);
    this.stage = stage;
    this.fields = new MessageFields(types.measureNames());
  }

  /** Parses one message. Throws nothing of its own, whatever the message is. */
  public void parse(RawMessage message, Output output) {
    parseMeasures(message, null, output);
  }

  /**
   * Parses one measure of a message, as {@link #parse} would, and none of its others. A message
   * that cannot be used at all makes the dead letter that it makes there, and one without the
   * measure makes nothing.
   */
  public void parseMeasure(RawMessage message, String measure, Output output) {
    parseMeasures(message, Objects.requireNonNull(measure), output);
  }

  /**
   * @param only null for all measures
   */
  private void parseMeasures(RawMessage message, String only, Output output) {
    if (message.isTooLarge()) {
      output.deadLetter(tooLarge(message));
      return;
    }
    String malformed = fields.read(message.payload());
    if (malformed != null) {
      output.deadLetter(refuse(message, Reason.MALFORMED_JSON, null, malformed));
      return;
    }
    DeadLetter refused = refuseWhole(message);
    if (refused != null) {
      output.deadLetter(refused);
      return;
    }
    for (int i = 0; i < fields.measureCount(); i++) {
      Field measure = fields.measure(i);
      if (only != null && !only.equals(measure.name())) {
        continue;
      }
      if (!measure.isNumber() || !Double.isFinite(measure.number())) {
        output.deadLetter(
            refuse(message, Reason.INVALID_VALUE, measure.name(), notFinite(measure)));
      } else if (measure == fields.value) {
        singleValue(message, output);
      } else {
        typedMeasure(message, measure, output);
      }
    }
  }

  /** What is wrong with the message as a whole, or null. */
  private DeadLetter refuseWhole(RawMessage message) {
    Field id = id();
    if (id.text() == null) {
      return refuse(
          message,
          Reason.MISSING_FIELD,
          id.name(),
          id.isGiven()
              ? "%s is %s, not a text or a whole number".formatted(id.name(), id.kind().description)
              : "the message has neither a sensor_id nor a device_id");
    }
    if (!fields.timestamp.isGiven()) {
      return refuse(
          message, Reason.MISSING_FIELD, fields.timestamp.name(), "the message has no timestamp");
    }
    if (fields.timestamp.time() == EventTimes.NONE) {
      return refuse(
          message,
          Reason.INVALID_TIMESTAMP,
          fields.timestamp.name(),
          "timestamp is neither ISO-8601 with an offset or Z nor a whole number of epoch"
              + " milliseconds, in the years 1970 to 9999");
    }
    Field quality = fields.quality;
    if (quality.isGiven() && !(quality.isNumber() && Double.isFinite(quality.number()))) {
      return refuse(message, Reason.INVALID_VALUE, quality.name(), notFinite(quality));
    }
    if (fields.measureCount() == 0) {
      return refuse(
          message,
          Reason.MISSING_FIELD,
          fields.value.name(),
          "the message has neither a value nor a measure of a known sensor type");
    }
    return null;
  }

  private Field id() {
    return fields.sensorId.isGiven() || !fields.deviceId.isGiven()
        ? fields.sensorId
        : fields.deviceId;
  }

  /** The type that the message declares; null where it declares none. */
  private Declared declaredType() {
    String sensorType = fields.sensorType.text();
    return declaredTypes.get(sensorType != null ? sensorType : fields.metricType.text());
  }

  private void singleValue(RawMessage message, Output output) {
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

  private void typedMeasure(RawMessage message, Field field, Output output) {
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
      Output output) {
    double value = field.number();
    RangeCheck check = RangeCheck.OK;
    if (range != null && !range.contains(value)) {
      switch (range.policy()) {
        case REJECT -> {
          output.deadLetter(
              refuse(
                  message,
                  Reason.OUT_OF_RANGE,
                  field.name(),
                  outside(field, value, metric, unit, range)));
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
        seriesTable.get(id().text(), metric, sensorType, fields.facilityId.text(), unit);
    double quality = fields.quality.isGiven() ? fields.quality.number() : 1.0;
    output.reading(
        new Reading(series, fields.timestamp.time(), value, quality, check, message.position()));
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

  private DeadLetter refuse(RawMessage message, Reason reason, String field, String detail) {
    return new DeadLetter(reason, field, detail, stage, message.payload(), message.position());
  }

  private DeadLetter tooLarge(RawMessage message) {
    String detail =
        "the message has %d bytes; at most %d are allowed"
            .formatted(message.length(), RawMessage.MAX_PAYLOAD_BYTES);
    byte[] beginning = beginning(message.payload());
    return new DeadLetter(
        Reason.TOO_LARGE, null, detail, stage, beginning, true, message.position());
  }

  /** The first bytes, cut between two characters. */
  private static byte[] beginning(byte[] payload) {
    int end = Math.min(payload.length, RawMessage.KEPT_BYTES);
    int least = end - 3;
    while (end < payload.length && end > least && (payload[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(payload, end);
  }
}
