package io.plantbeam.format.document;

/**
 * Takes a document part by part, in the order in which it has them: one value, which is a scalar,
 * an object of fields, or an array. What reads documents of whatever encoding pushes them into one.
 */
public interface DocumentHandler {
  /**
   * An object begins.
   *
   * @return whether its fields are wanted; where they are not, neither they nor {@link #endObject}
   *     follow
   */
  boolean startObject();

  /**
   * A field of the object at hand.
   *
   * @return whether its value is wanted; where it is not, it does not follow
   */
  boolean field(String name);

  void endObject();

  /**
   * An array begins.
   *
   * @return whether its elements are wanted; where they are not, neither they nor {@link #endArray}
   *     follow
   */
  boolean startArray();

  void endArray();

  /** A text; the characters are the caller's again when the call is over. */
  void text(char[] characters, int from, int length);

  void integer(long value);

  /** A number that is not an integer of 64 bits; infinite where a double cannot hold it. */
  void decimal(double value);

  void flag(boolean value);

  /** A value that the encoding itself says is an instant, in microseconds since the epoch. */
  void instant(long epochMicros);

  /** A value that is given as none, such as JSON's null. */
  void nothing();
}
