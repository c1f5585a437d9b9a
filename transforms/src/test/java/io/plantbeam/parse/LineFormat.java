package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageContent;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.nio.charset.StandardCharsets;

/**
 * A format of lines, {@code SENSOR MILLIS a=1 b=2}, whose header {@code unit} has the unit of all
 * measures.
 */
final class LineFormat implements MessageFormat {
  private static final long serialVersionUID = 1;

  private enum EventTime implements EventTimeExtractor {
    SECOND_WORD;

    @Override
    public long eventTimeMillis(MessageContent message) {
      return Long.parseLong(words(message.payload())[1]);
    }
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return EventTime.SECOND_WORD;
  }

  @Override
  public boolean needsKeyAndHeaders() {
    return true;
  }

  @Override
  public Parser open() {
    return LineFormat::parse;
  }

  private static void parse(RawMessage message, Output output) {
    String[] words = words(message.payload());
    byte[] unit = message.header("unit");
    for (int i = 2; i < words.length; i++) {
      String[] measure = words[i].split("=", 2);
      double value;
      try {
        value = Double.parseDouble(measure[1]);
      } catch (NumberFormatException e) {
        output.refuse(Reason.INVALID_VALUE, measure[0], "%s is not a number".formatted(measure[0]));
        continue;
      }
      SeriesInfo series =
          new SeriesInfo(
              words[0],
              measure[0],
              null,
              null,
              unit == null ? null : new String(unit, StandardCharsets.UTF_8));
      output.reading(
          measure[0],
          new Reading(
              series, Long.parseLong(words[1]), value, 1, RangeCheck.OK, message.position()));
    }
  }

  private static String[] words(byte[] payload) {
    return new String(payload, StandardCharsets.UTF_8).split(" ");
  }
}
