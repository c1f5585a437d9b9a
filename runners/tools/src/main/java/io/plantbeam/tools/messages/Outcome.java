package io.plantbeam.tools.messages;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageReader;
import io.plantbeam.parse.ParseReadings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What becomes of one message. */
final class Outcome implements MessageReader.Results {
  private final RawMessage message;
  private final List<Reading> readings = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int passedOver;

  private Outcome(RawMessage message) {
    this.message = message;
  }

  /** Reads messages as the job would. */
  static List<Outcome> of(MessageFormat format, List<RawMessage> messages) throws IOException {
    MessageReader reader = MessageReader.open(format, ParseReadings.NAME);
    List<Outcome> outcomes = new ArrayList<>();
    for (RawMessage message : messages) {
      Outcome outcome = new Outcome(message);
      reader.read(message, outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }

  @Override
  public void reading(String measure, Reading reading) {
    readings.add(reading);
  }

  @Override
  public void deadLetter(DeadLetter deadLetter) {
    deadLetters.add(deadLetter);
  }

  @Override
  public void passedOver(int count) {
    passedOver += count;
  }

  RawMessage message() {
    return message;
  }

  List<Reading> readings() {
    return readings;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** How many values, or the message itself, are no readings by their nature. */
  int passedOver() {
    return passedOver;
  }
}
