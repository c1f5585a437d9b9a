package io.plantbeam.parse.json;

import io.plantbeam.model.MessageContent;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.SensorTypes;

/** One JSON object per message, with the fields that docs/data-contracts.md names. */
public final class JsonFormat implements MessageFormat {
  private static final long serialVersionUID = 1;

  /** What options and lists call it. */
  public static final String NAME = "json";

  private final SensorTypes types;

  private JsonFormat(SensorTypes types) {
    this.types = types;
  }

  /**
   * The format with a catalogue of sensor types.
   *
   * @param types says which fields are measures, their units and valid ranges
   */
  public static JsonFormat with(SensorTypes types) {
    return new JsonFormat(types);
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return EventTime.FIRST_TIMESTAMP;
  }

  @Override
  public Parser open() {
    return new JsonMessageParser(types);
  }

  /** The time of the first timestamp. */
  enum EventTime implements EventTimeExtractor {
    FIRST_TIMESTAMP;

    @Override
    public long eventTimeMillis(MessageContent message) {
      return EventTimeScanner.eventTimeMillis(message.payload());
    }
  }
}
