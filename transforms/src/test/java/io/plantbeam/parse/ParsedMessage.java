package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.json.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What became of one message, for tests. */
public record ParsedMessage(List<Reading> readings, List<DeadLetter> deadLetters) {
  public static final MessagePosition POSITION =
      new MessagePosition(Origin.ofPartition("readings", 3), 42);

  public static ParsedMessage of(MessageReader reader, String json) {
    return of(reader, RawMessage.of(json.getBytes(StandardCharsets.UTF_8), POSITION));
  }

  public static ParsedMessage of(MessageReader reader, RawMessage message) {
    ParsedMessage parsed = new ParsedMessage(new ArrayList<>(), new ArrayList<>());
    try {
      reader.read(
          message,
          new MessageReader.Results() {
            @Override
            public void reading(String measure, Reading reading) {
              parsed.readings.add(reading);
            }

            @Override
            public void deadLetter(DeadLetter deadLetter) {
              parsed.deadLetters.add(deadLetter);
            }

            @Override
            public void passedOver(int count) {
              throw new AssertionError("JSON messages have no values that are passed over");
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed;
  }

  /** A reader of messages of JSON, whose dead letters name the step that parses. */
  public static MessageReader json(SensorTypes types) {
    return json(MessageSettings.of(types));
  }

  /** The same, by what options say. */
  public static MessageReader json(MessageSettings settings) {
    try {
      return MessageReader.open(JsonFormat.with(settings), ParseReadings.NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Reading onlyReading() {
    if (readings.size() != 1 || !deadLetters.isEmpty()) {
      throw new AssertionError("not one reading: " + this);
    }
    return readings.get(0);
  }

  public DeadLetter onlyDeadLetter() {
    if (deadLetters.size() != 1 || !readings.isEmpty()) {
      throw new AssertionError("not one dead letter: " + this);
    }
    return deadLetters.get(0);
  }
}
