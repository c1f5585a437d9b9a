package io.plantbeam.kafka;

import io.plantbeam.model.MessageContent;
import io.plantbeam.parse.EventTimeExtractor;
import java.nio.charset.StandardCharsets;

/** Event times of test messages that begin with milliseconds and a blank. */
final class TextEventTime {
  private TextEventTime() {}

  static long of(MessageContent message) {
    String first = new String(message.payload(), StandardCharsets.UTF_8).split(" ", 2)[0];
    return first.matches("\\d{1,18}") ? Long.parseLong(first) : EventTimeExtractor.NONE;
  }
}
