package io.plantbeam.reference;

import io.plantbeam.reference.ReferenceInput.Line;
import io.plantbeam.reference.ReferenceResult.DeadLetter;
import io.plantbeam.reference.ReferenceResult.Reading;
import java.util.ArrayList;
import java.util.List;

/** What comes of messages. */
public final class ReferenceReadings {
  private final List<Reading> readings = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private long passedOver;

  /** A value that is a reading. */
  void add(Reading reading) {
    readings.add(reading);
  }

  /** A message, or a value of one, that is a dead letter. */
  void refuse(Line line, String reason, String field) {
    deadLetters.add(new DeadLetter(reason, field, line.file(), line.offset()));
  }

  /** A value that is none, or a message without any. */
  void passOver() {
    passedOver++;
  }

  List<Reading> readings() {
    return readings;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  long passedOver() {
    return passedOver;
  }
}
