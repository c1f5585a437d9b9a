package io.plantbeam.parse.json;

import io.plantbeam.model.MessageContent;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.EventTimeRules;

/** The time of the first timestamp, by what options say of times. */
final class JsonEventTimes implements EventTimeExtractor {
  private static final long serialVersionUID = 1;

  private final EventTimeRules times;
  private transient EventTimeScanner scanner;

  JsonEventTimes(EventTimeRules times) {
    this.times = times;
  }

  @Override
  public long eventTimeMillis(MessageContent message) {
    if (scanner == null) {
      scanner = new EventTimeScanner(times);
    }
    return scanner.eventTimeMillis(message.payload());
  }
}
