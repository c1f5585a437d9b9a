package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What became of one message, for tests. */
record ParsedMessage(List<Reading> readings, List<DeadLetter> deadLetters) {
  static final MessagePosition POSITION =
      new MessagePosition(Origin.ofPartition("readings", 3), 42);

  static ParsedMessage of(ReadingParser parser, String json) {
    return of(parser, RawMessage.of(json.getBytes(StandardCharsets.UTF_8), POSITION));
  }

  static ParsedMessage of(ReadingParser parser, RawMessage message) {
    ParsedMessage parsed = new ParsedMessage(new ArrayList<>(), new ArrayList<>());
    parser.parse(
        message,
        new ReadingParser.Output() {
          @Override
          public void reading(Reading reading) {
            parsed.readings.add(reading);
          }

          @Override
          public void deadLetter(DeadLetter deadLetter) {
            parsed.deadLetters.add(deadLetter);
          }
        });
    return parsed;
  }

  Reading onlyReading() {
    if (readings.size() != 1 || !deadLetters.isEmpty()) {
      throw new AssertionError("not one reading: " + this);
    }
    return readings.get(0);
  }

  DeadLetter onlyDeadLetter() {
    if (deadLetters.size() != 1 || !readings.isEmpty()) {
      throw new AssertionError("not one dead letter: " + this);
    }
    return deadLetters.get(0);
  }
}
