package io.plantbeam.tools.messages;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import io.plantbeam.model.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What becomes of messages, for people. */
final class OutcomeText {
  private static final int SHOWN_CHARACTERS = 160;

  private final StringBuilder out = new StringBuilder();

  private OutcomeText() {}

  /** A paragraph per message, and a line of sums. */
  static String of(List<Outcome> outcomes) {
    OutcomeText text = new OutcomeText();
    outcomes.forEach(text::append);
    int readings = outcomes.stream().mapToInt(outcome -> outcome.readings().size()).sum();
    int letters = outcomes.stream().mapToInt(outcome -> outcome.deadLetters().size()).sum();
    int passedOver = outcomes.stream().mapToInt(Outcome::passedOver).sum();
    text.line(
        "%d messages: %d readings, %d dead letters, %d passed over",
        outcomes.size(), readings, letters, passedOver);
    return text.out.toString();
  }

  private void append(Outcome outcome) {
    RawMessage message = outcome.message();
    line("%s", place(message.position()));
    line("  %s", beginning(message));
    for (Reading reading : outcome.readings()) {
      append(reading);
    }
    for (DeadLetter letter : outcome.deadLetters()) {
      line("  dead letter");
      line("    reason     %s", letter.reason().code());
      if (letter.field() != null) {
        line("    field      %s", letter.field());
      }
      line("    detail     %s", letter.detail());
    }
    if (outcome.passedOver() > 0) {
      line("  %d passed over", outcome.passedOver());
    }
    line("");
  }

  private void append(Reading reading) {
    line("  reading");
    field("facility", reading.series().facilityId());
    field("sensor", reading.series().sensorId());
    field("metric", reading.series().metric());
    field("type", reading.series().sensorType());
    field("time", Timestamps.formatMicros(reading.eventTimeMicros()));
    field("value", Double.toString(reading.value()));
    field("unit", reading.series().unit());
    field("quality", reading.quality() == 1 ? null : Double.toString(reading.quality()));
    field(
        "range",
        reading.rangeCheck() == RangeCheck.OK
            ? null
            : reading.rangeCheck().name().toLowerCase(Locale.ROOT));
  }

  private void field(String name, String value) {
    if (value != null) {
      line("    %-10s %s", name, value);
    }
  }

  private static String place(MessagePosition position) {
    String file = position.origin().publishedFile();
    return file == null
        ? "%s, partition %d, offset %d"
            .formatted(
                position.origin().publishedTopic(),
                position.origin().publishedPartition(),
                position.offset())
        : "%s, byte %d".formatted(file, position.offset());
  }

  private static String beginning(RawMessage message) {
    String text =
        new String(message.payload(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
