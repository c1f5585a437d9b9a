package io.plantbeam.extending;

import io.plantbeam.format.MessageFormats;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.MessageContent;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Timestamps;
import io.plantbeam.parse.EventTimeExtractor;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.MessageFormat;
import java.nio.charset.StandardCharsets;

/** A format of lines such as {@code p-1 1000 a=1}: a sensor, milliseconds, and measures. */
final class PairsFormat implements MessageFormat {
  private static final long serialVersionUID = 1;

  static final MessageFormats.Type TYPE =
      new MessageFormats.Type("pairs", settings -> new PairsFormat());

  private enum EventTime implements EventTimeExtractor {
    SECOND_WORD;

    @Override
    public long eventTimeMillis(MessageContent message) {
      String[] words = words(message);
      return words.length < 2 || micros(words[1]) == NONE ? NONE : Long.parseLong(words[1]);
    }
  }

  @Override
  public EventTimeExtractor eventTimes() {
    return EventTime.SECOND_WORD;
  }

  @Override
  public Parser open() {
    return PairsFormat::parse;
  }

  private static void parse(RawMessage message, Output output) {
    String[] words = words(message);
    if (words.length < 2 || micros(words[1]) == EventTimes.NONE) {
      output.refuse(Reason.INVALID_TIMESTAMP, "timestamp", "the second word is not a time");
      return;
    }
    for (int i = 2; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String measure = words[i].substring(0, Math.max(0, equals));
      double value = number(words[i].substring(equals + 1));
      if (measure.isEmpty() || !Double.isFinite(value)) {
        output.refuse(Reason.INVALID_VALUE, measure, words[i] + " is not a measure and a number");
        continue;
      }
      SeriesInfo series = new SeriesInfo(words[0], measure, measure, null, null);
      output.reading(
          measure,
          new Reading(series, micros(words[1]), value, 1, RangeCheck.OK, message.position()));
    }
  }

  private static String[] words(MessageContent message) {
    return new String(message.payload(), StandardCharsets.UTF_8).split(" ");
  }

  private static long micros(String word) {
    try {
      return EventTimes.checked(Timestamps.toMicros(Long.parseLong(word)));
    } catch (NumberFormatException e) {
      return EventTimes.NONE;
    }
  }

  private static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
