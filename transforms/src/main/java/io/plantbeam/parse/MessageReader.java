package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.DeadLetter.Reason;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages in, one after the other; readings and dead letters out, whatever their format does. Not
 * thread-safe.
 */
public final class MessageReader implements MessageFormat.Output {
  private static final int MAX_DETAIL_LENGTH = 300;

  private final MessageFormat.Parser parser;
  private final String stage;
  private final List<String> measures = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int passedOver;
  private RawMessage message;

  /** Takes what becomes of messages. */
  public interface Results {
    /**
     * Takes a reading.
     *
     * @param measure as the format names it
     */
    void reading(String measure, Reading reading);

    void deadLetter(DeadLetter deadLetter);

    /** Takes how many values of a message are no readings by their nature. */
    void passedOver(int count);
  }

  private MessageReader(MessageFormat.Parser parser, String stage) {
    this.parser = parser;
    this.stage = stage;
  }

  /**
   * Opens a format.
   *
   * @param stage what dead letters name as the step that refused them
   */
  public static MessageReader open(MessageFormat format, String stage) throws IOException {
    return new MessageReader(format.open(), stage);
  }

  /**
   * Reads one message.
   *
   * @throws IOException where something that the format needs does not answer
   */
  public void read(RawMessage next, Results results) throws IOException {
    if (next.isTooLarge()) {
      results.deadLetter(tooLarge(next));
      return;
    }
    message = next;
    clear();
    try {
      parser.parse(next, this);
    } catch (RuntimeException | StackOverflowError e) {
      // Damaged input must never end a job, whatever a format makes of it.
      clear();
      refuse(Reason.MALFORMED_MESSAGE, null, shortened("the message cannot be read: " + e));
    }
    for (int i = 0; i < readings.size(); i++) {
      results.reading(measures.get(i), readings.get(i));
    }
    for (int i = 0; i < deadLetters.size(); i++) {
      results.deadLetter(deadLetters.get(i));
    }
    if (passedOver > 0) {
      results.passedOver(passedOver);
    }
  }

  private void clear() {
    measures.clear();
    readings.clear();
    deadLetters.clear();
    passedOver = 0;
  }

  @Override
  public void reading(String measure, Reading reading) {
    measures.add(measure);
    readings.add(reading);
  }

  @Override
  public void refuse(Reason reason, String field, String detail) {
    deadLetters.add(
        new DeadLetter(
            reason,
            field,
            detail,
            stage,
            message.payload(),
            false,
            message.position(),
            message.attributes()));
  }

  @Override
  public void passOver(int count) {
    passedOver += count;
  }

  void close() throws IOException {
    parser.close();
  }

  private DeadLetter tooLarge(RawMessage large) {
    String detail =
        "the message has %d bytes; at most %d are allowed"
            .formatted(large.length(), RawMessage.MAX_PAYLOAD_BYTES);
    byte[] beginning = beginning(large.payload());
    return new DeadLetter(
        Reason.TOO_LARGE,
        null,
        detail,
        stage,
        beginning,
        true,
        large.position(),
        large.attributes());
  }

  /** The first bytes, cut between two characters. */
  private static byte[] beginning(byte[] payload) {
    int end = Math.min(payload.length, RawMessage.KEPT_BYTES);
    int least = end - 3;
    while (end < payload.length && end > least && (payload[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(payload, end);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_DETAIL_LENGTH ? text : text.substring(0, MAX_DETAIL_LENGTH) + "…";
  }
}
