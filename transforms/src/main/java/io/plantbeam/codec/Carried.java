package io.plantbeam.codec;

import java.io.Serializable;
import org.apache.beam.sdk.util.SerializableUtils;

/**
 * What a function of a pipeline carries to its workers: serialised once, and made again where it is
 * first asked for.
 *
 * <p>The Direct runner serialises each function, and reads it back, twice for each bundle, only to
 * see what kind of function it is. That costs half a millisecond for a graph of some hundred
 * settings, and next to nothing for an array of bytes.
 */
public final class Carried<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] bytes;
  private transient volatile T value;

  private Carried(T value) {
    this.bytes = SerializableUtils.serializeToByteArray(value);
  }

  /**
   * Carries a value as it is at this moment.
   *
   * @throws IllegalArgumentException if it cannot be serialised
   */
  public static <T extends Serializable> Carried<T> of(T value) {
    return new Carried<>(value);
  }

  /** The value: one object for each copy of the function. */
  @SuppressWarnings("unchecked")
  public T get() {
    T known = value;
    if (known == null) {
      known = (T) SerializableUtils.deserializeFromByteArray(bytes, "a value of a function");
      value = known;
    }
    return known;
  }
}
