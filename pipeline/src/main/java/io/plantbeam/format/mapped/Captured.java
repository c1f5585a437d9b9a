package io.plantbeam.format.mapped;

import io.plantbeam.parse.EventTimes;

/** One value of a message, in the forms that the mapping asks for. */
final class Captured {
  private long stamp;
  private Kind kind = Kind.NOTHING;
  private String text;
  private double number;
  private long time;
  private long localTime;

  /** What stands in the message. */
  enum Kind {
    NOTHING("null"),
    TEXT("a text"),
    NUMERIC_TEXT("a text"),
    NUMBER("a number"),
    FLAG("true or false"),
    OBJECT("an object"),
    ARRAY("an array");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  void begin(long newStamp, Kind newKind) {
    stamp = newStamp;
    kind = newKind;
    text = null;
    number = Double.NaN;
    time = EventTimes.NONE;
    localTime = EventTimes.NONE;
  }

  boolean isOf(long otherStamp) {
    return stamp == otherStamp;
  }

  Kind kind() {
    return kind;
  }

  void text(String value) {
    text = value;
  }

  /** The text, or the integer or flag as text; null where there is none, or where it is empty. */
  String text() {
    return text;
  }

  void becomesNumericText(double value) {
    kind = Kind.NUMERIC_TEXT;
    number = value;
  }

  void number(double value) {
    number = value;
  }

  double number() {
    return number;
  }

  void time(long micros) {
    time = micros;
  }

  /** Microseconds since the epoch, or {@link EventTimes#NONE}. */
  long time() {
    return time;
  }

  void localTime(long micros) {
    localTime = micros;
  }

  /** What clocks show, of a time without an offset; {@link EventTimes#NONE} of all others. */
  long localTime() {
    return localTime;
  }
}
