package io.plantbeam.parse.json;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RawMessage;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.ReadingMaker;
import io.plantbeam.parse.json.MessageFields.Field;

/**
 * Messages to readings: one for each measure of a message that is valid, and a dead letter for each
 * that is not, or a single one for a message that cannot be used at all.
 *
 * <p>Keeps what messages repeat from one message to the next; not thread-safe.
 */
final class JsonMessageParser implements MessageFormat.Parser {
  private final MessageFields fields;
  private final ReadingMaker readings;

  /** The event time of the message at hand. */
  private long eventTime;

  JsonMessageParser(MessageSettings settings) {
    this.fields =
        new MessageFields(settings.types().measureNames(), settings.times(), settings.attributes());
    this.readings = new ReadingMaker(settings.types());
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
    ReadingMaker.Source source = source(message);
    for (int i = 0; i < fields.measureCount(); i++) {
      Field measure = fields.measure(i);
      if (!measure.isNumber() || !Double.isFinite(measure.number())) {
        output.refuse(Reason.INVALID_VALUE, measure.name(), notFinite(measure));
      } else if (measure == fields.value) {
        String unit = fields.unit.text();
        readings.single(source, measure.name(), unit, measure.number(), output);
      } else {
        readings.named(source, measure.name(), measure.name(), null, measure.number(), output);
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

  /** What the message says of all its measures. */
  private ReadingMaker.Source source(RawMessage message) {
    String sensorType = fields.sensorType.text();
    return new ReadingMaker.Source(
        fields.id().text(),
        fields.facilityId.text(),
        sensorType != null ? sensorType : fields.metricType.text(),
        eventTime,
        fields.quality.isGiven() ? fields.quality.number() : 1.0,
        message.position(),
        fields.attributes());
  }

  private static String notFinite(Field field) {
    return field.isNumber()
        ? "%s is a number too large for a double".formatted(field.name())
        : "%s is %s, not a number".formatted(field.name(), field.kind().description);
  }
}
