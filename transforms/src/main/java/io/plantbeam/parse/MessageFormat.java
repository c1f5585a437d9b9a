package io.plantbeam.parse;

import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.RawMessage;
import io.plantbeam.model.Reading;
import java.io.IOException;
import java.io.Serializable;

/**
 * What messages are, and how their bytes become readings.
 *
 * <p>A format is made where a job is launched and goes to its workers. It holds settings alone;
 * what it works with there, such as schemas, tables or clients, is made when a worker opens it.
 */
public interface MessageFormat extends Serializable {
  /** Finds the event times that the watermark of a source is made of. */
  EventTimeExtractor eventTimes();

  /**
   * Whether it needs {@linkplain io.plantbeam.model.MessageContent#key keys} and headers. Sources
   * copy them only then.
   */
  default boolean needsKeyAndHeaders() {
    return false;
  }

  /**
   * How files of CSV are written whose rows are messages of this format, each a JSON object of the
   * columns' texts; null where a file has a message per line.
   */
  default CsvLayout csv() {
    return null;
  }

  /**
   * Opens the format on a worker, once for each instance of a step.
   *
   * @throws IOException where something that it needs cannot be had; the runner tries again
   */
  Parser open() throws IOException;

  /** Parses one message after the other. Used by one thread at a time. */
  @FunctionalInterface
  interface Parser {
    /**
     * Hands on what becomes of a message: as many readings and refusals as it has measures. What
     * has none by its nature, such as a heartbeat, is passed over.
     *
     * <p>A message that makes it throw a {@link RuntimeException} becomes a dead letter as a whole,
     * with the exception's text, and what was handed on of it does not count.
     *
     * @param message at most {@link RawMessage#MAX_PAYLOAD_BYTES}, and without a byte where a
     *     record has no value
     * @throws IOException where the message is not to blame, but something that the format needs
     *     does not answer; the runner repeats the bundle
     */
    void parse(RawMessage message, Output output) throws IOException;

    /** Gives back what was opened. */
    default void close() throws IOException {}
  }

  /** Takes what becomes of the message at hand. */
  interface Output {
    /**
     * A measure that is valid.
     *
     * @param measure what a refusal of it would give as its field: a dead letter of a measure is
     *     replayed by this name, and each of a message has its own
     * @param reading at the {@linkplain RawMessage#position position} of the message
     */
    void reading(String measure, Reading reading);

    /**
     * A measure, or the whole message, that is not.
     *
     * @param reason says which of both, see {@link DeadLetter#measure}
     * @param field the field at fault; null where it is the whole message
     * @param detail a sentence for people
     */
    void refuse(DeadLetter.Reason reason, String field, String detail);

    /**
     * Counts what is no reading by its nature, and that nobody has to look at: a text among values,
     * a heartbeat.
     *
     * @param count how many values there were; 1 for a message that has none
     */
    void passOver(int count);
  }
}
