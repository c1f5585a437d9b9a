package io.plantbeam.kafka;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.output.JsonEncoder;
import java.util.Arrays;

/**
 * Dead letters to JSON that every broker with default limits accepts, so that what was refused once
 * does not stop the job a second time.
 */
final class DeadLetterFitter {
  /**
   * Below the brokers' default limit of 1,048,588 bytes per batch, with room for what surrounds it.
   */
  static final int MAX_VALUE_BYTES = 1_000_000;

  private static final int MAX_TEXT_CHARS = 1_000;

  private DeadLetterFitter() {}

  /** The JSON; the payload is cut where the whole would be too large, and the detail says so. */
  static byte[] encode(DeadLetter letter) {
    byte[] json = JsonEncoder.encode(DeadLetter.SCHEMA, letter);
    int kept = letter.payload().length;
    while (json.length > MAX_VALUE_BYTES) {
      // Escapes and base64 make JSON larger than the payload, evenly or not: hence the loop.
      long proportional = (long) kept * MAX_VALUE_BYTES / json.length;
      kept = (int) Math.min(proportional, kept * 9L / 10);
      json = JsonEncoder.encode(DeadLetter.SCHEMA, cut(letter, kept));
    }
    return json;
  }

  private static DeadLetter cut(DeadLetter letter, int atMost) {
    byte[] payload = letter.payload();
    int kept = atMost;
    // Not within a character, which would turn text into base64.
    while (kept > 0 && kept > atMost - 4 && (payload[kept] & 0xC0) == 0x80) {
      kept--;
    }
    return new DeadLetter(
        letter.reason(),
        shorten(letter.field()),
        "%s (of a payload of %d bytes, the first %d are kept)"
            .formatted(shorten(letter.detail()), payload.length, kept),
        letter.stage(),
        Arrays.copyOf(payload, kept),
        letter.payloadCut() || kept < payload.length,
        letter.position());
  }

  private static String shorten(String text) {
    return text == null || text.length() <= MAX_TEXT_CHARS
        ? text
        : text.substring(0, MAX_TEXT_CHARS) + "…";
  }
}
