package io.plantbeam.kafka;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.output.JsonEncoder;
import java.util.Arrays;

/**
 * Dead letters to JSON of a size that their topic takes, so that what was refused once does not
 * stop the job a second time.
 */
final class DeadLetterFitter {
  private static final int MAX_TEXT_CHARS = 1_000;

  /** The part of the whole that a text may take, times what escapes make of its characters. */
  private static final int TEXT_SHARE = 32;

  private DeadLetterFitter() {}

  /**
   * The JSON; the payload is cut where the whole would be too large, and the detail says so.
   *
   * @param size tells what is too large
   */
  static byte[] encode(DeadLetter letter, LetterSize size) {
    byte[] json = JsonEncoder.encode(DeadLetter.SCHEMA, letter);
    int most = size.most(json.length);
    int kept = letter.payload().length;
    boolean cut = false;
    while (json.length > most && !(cut && kept == 0)) {
      // Escapes and base64 make JSON larger than the payload, evenly or not: hence the loop.
      long proportional = (long) kept * most / json.length;
      kept = (int) Math.min(proportional, kept * 9L / 10);
      json =
          JsonEncoder.encode(
              DeadLetter.SCHEMA, cut(letter, kept, Math.min(MAX_TEXT_CHARS, most / TEXT_SHARE)));
      cut = true;
    }
    return json;
  }

  private static DeadLetter cut(DeadLetter letter, int atMost, int textChars) {
    byte[] payload = letter.payload();
    int kept = atMost;
    // Not within a character, which would turn text into base64.
    while (kept > 0 && kept > atMost - 4 && (payload[kept] & 0xC0) == 0x80) {
      kept--;
    }
    return new DeadLetter(
        letter.reason(),
        shorten(letter.field(), textChars),
        "%s (of a payload of %d bytes, the first %d are kept)"
            .formatted(shorten(letter.detail(), textChars), payload.length, kept),
        letter.stage(),
        Arrays.copyOf(payload, kept),
        letter.payloadCut() || kept < payload.length,
        letter.position(),
        // A letter that is cut cannot be replayed, and needs them no more.
        null);
  }

  private static String shorten(String text, int chars) {
    return text == null || text.length() <= chars ? text : text.substring(0, chars) + "…";
  }
}
