package io.plantbeam.format.mapped;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessageAttributes;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Timestamps;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.MessageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a format makes of one message. */
record Parsed(
    List<Reading> readings, List<String> measures, List<DeadLetter> deadLetters, int passedOver) {

  /** What a record of a topic has besides its value. */
  record Around(String topic, String key, Map<String, String> headers) {
    static final Around NOTHING = new Around("readings", null, Map.of());

    RawMessage message(byte[] payload) {
      List<MessageAttributes.Header> all = new ArrayList<>();
      headers.forEach((name, value) -> all.add(new MessageAttributes.Header(name, utf8(value))));
      return new RawMessage(
          payload,
          payload.length,
          new MessagePosition(Origin.ofPartition(topic, 0), 7),
          RawMessage.NO_ARRIVAL,
          new MessageAttributes(key == null ? null : utf8(key), all));
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  static Parsed of(MessageFormat format, String payload) {
    return of(format, Around.NOTHING, payload);
  }

  static Parsed of(MessageFormat format, Around around, String payload) {
    return of(format, around.message(payload.getBytes(StandardCharsets.UTF_8)));
  }

  static Parsed of(MessageFormat format, RawMessage message) {
    Collector collector = new Collector();
    try {
      MessageReader.open(format, "test").read(message, collector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Parsed(
        collector.readings, collector.measures, collector.deadLetters, collector.passedOver);
  }

  /** The readings, one per line: facility sensor metric (type) = value unit at time, quality. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Reading reading : readings) {
      text.append(
          "%s %s %s%s = %s%s at %s%s%n"
              .formatted(
                  reading.series().facilityId() == null ? "-" : reading.series().facilityId(),
                  reading.series().sensorId(),
                  reading.series().metric(),
                  reading.series().sensorType() == null
                      ? ""
                      : " (" + reading.series().sensorType() + ")",
                  reading.value(),
                  reading.series().unit() == null ? "" : " " + reading.series().unit(),
                  Timestamps.formatMicros(reading.eventTimeMicros()),
                  reading.quality() == 1 ? "" : ", quality " + reading.quality()));
    }
    for (DeadLetter letter : deadLetters) {
      text.append("%s %s: %s%n".formatted(letter.reason().code(), letter.field(), letter.detail()));
    }
    if (passedOver > 0) {
      text.append("%d passed over%n".formatted(passedOver));
    }
    return text.toString();
  }

  private static final class Collector implements MessageReader.Results {
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> measures = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private int passedOver;

    @Override
    public void reading(String measure, Reading reading) {
      measures.add(measure);
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
  }
}
