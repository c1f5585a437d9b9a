package io.plantbeam.parse.json;

import io.plantbeam.model.MessageContent;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.EventTimeRules;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageSettings;
import io.plantbeam.parse.SensorTypes;

/** One JSON object per message, with the fields that docs/data-contracts.md names. */
public final class JsonFormat implements MessageFormat {
  private static final long serialVersionUID = 1;

  /** What options and lists call it. */
  public static final String NAME = "json";

  private final MessageSettings settings;

  private JsonFormat(MessageSettings settings) {
    this.settings = settings;
  }

  /** The format with what options say of messages. */
  public static JsonFormat with(MessageSettings settings) {
    return new JsonFormat(settings);
  }

  /**
   * The format as it is contracted where no option says otherwise.
   *
   * @param types says which fields are measures, their units and valid ranges
   */
  public static JsonFormat with(SensorTypes types) {
    return new JsonFormat(MessageSettings.of(types));
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return settings.times().areContract()
        ? EventTime.FIRST_TIMESTAMP
        : new JsonEventTimes(settings.times());
  }

  @Override
  public Parser open() {
    return new JsonMessageParser(settings);
  }

  /** The time of the first timestamp. */
  enum EventTime implements EventTimeExtractor {
    FIRST_TIMESTAMP;

    private static final EventTimeScanner SCANNER = new EventTimeScanner(EventTimeRules.CONTRACT);

    @Override
    public long eventTimeMillis(MessageContent message) {
      return SCANNER.eventTimeMillis(message.payload());
    }
  }
}
