package io.plantbeam.format.mapped;

import io.plantbeam.format.document.JsonDocument;
import io.plantbeam.parse.EventTimes;
import java.util.List;

/** The records of one pack after the other, each resolved with the base fields before it. */
final class SenMlPack {
  /** Times below it are relative to the present (RFC 8428, 4.5.3). */
  private static final double FIRST_ABSOLUTE_SECOND = 1 << 28;

  private static final double LAST_SECOND = 253_402_300_799.0;

  private final Level message = new Level(0, null, Level.Kind.MESSAGE, List.of(), null);
  private final Level record = new Level(1, null, Level.Kind.ARRAY, List.of(), null);
  private final int baseName = text("bn");
  private final int baseUnit = text("bu");
  private final int name = text("n");
  private final int unit = text("u");
  private final int baseTime = number("bt");
  private final int baseValue = number("bv");
  private final int time = number("t");
  private final int value = number("v");
  private final int flag = number("vb");
  private final int text = number("vs");
  private final int data = number("vd");
  private final int sum = number("s");
  private final Extractor records;

  private int next;
  private Item at;
  private String sensorOfPack;
  private String unitOfPack;
  private double timeOfPack;
  private double valueOfPack;

  SenMlPack() {
    message.itemNode().holds(record);
    records = new Extractor(List.of(message, record));
  }

  private int text(String label) {
    PathNode node = record.itemNode().childOrNew(label);
    node.readText();
    return node.slotOrNew();
  }

  private int number(String label) {
    PathNode node = record.itemNode().childOrNew(label);
    node.readNumber('.');
    return node.slotOrNew();
  }

  /** Reads a pack; null, or a sentence that says why it is none. */
  String read(byte[] payload) {
    next = 0;
    sensorOfPack = null;
    unitOfPack = null;
    timeOfPack = 0;
    valueOfPack = 0;
    records.begin();
    return JsonDocument.read(payload, 0, payload.length, records);
  }

  /** Goes to the next record; false where there is none. */
  boolean next() {
    if (next == records.size()) {
      return false;
    }
    at = records.item(next++);
    sensorOfPack = textOr(baseName, sensorOfPack);
    unitOfPack = textOr(baseUnit, unitOfPack);
    timeOfPack = numberOr(baseTime, timeOfPack);
    valueOfPack = numberOr(baseValue, valueOfPack);
    return true;
  }

  private String textOr(int slot, String otherwise) {
    Captured captured = at.get(slot);
    return captured == null || captured.text() == null ? otherwise : captured.text();
  }

  private double numberOr(int slot, double otherwise) {
    Captured captured = at.get(slot);
    return captured == null || Double.isNaN(captured.number()) ? otherwise : captured.number();
  }

  /** The base name without the separator at its end, or else the name; null without both. */
  String sensor() {
    if (sensorOfPack == null) {
      return textOr(name, null);
    }
    int end = sensorOfPack.length();
    while (end > 0 && ":/;.#_-".indexOf(sensorOfPack.charAt(end - 1)) >= 0) {
      end--;
    }
    return end == 0 ? textOr(name, null) : sensorOfPack.substring(0, end);
  }

  /** The name behind a base name; null where the sensor is all that is named. */
  String metric() {
    return sensorOfPack == null ? null : textOr(name, null);
  }

  String unit() {
    return textOr(unit, unitOfPack);
  }

  boolean hasNumber() {
    return at.get(value) != null || at.get(flag) != null;
  }

  /** Whether the record has a value that is no number: a text, data, a sum. */
  boolean hasOtherValue() {
    return at.get(text) != null || at.get(data) != null || at.get(sum) != null;
  }

  double number() {
    return at.get(value) != null
        ? numberOr(value, Double.NaN) + valueOfPack
        : numberOr(flag, Double.NaN);
  }

  double timeSeconds() {
    return timeOfPack + numberOr(time, 0);
  }

  /** Microseconds since the epoch; {@link EventTimes#NONE} of a time that is not absolute. */
  long timeMicros() {
    double seconds = timeSeconds();
    return seconds >= FIRST_ABSOLUTE_SECOND && seconds <= LAST_SECOND
        ? Math.round(seconds * 1e6)
        : EventTimes.NONE;
  }
}
