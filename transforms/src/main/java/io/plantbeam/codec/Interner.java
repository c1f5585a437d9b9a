package io.plantbeam.codec;

/**
 * The forms of values of one kind.
 *
 * <p>A form has its length before it, and fields are only ever added at its end: those that a
 * reader does not know are left unread, and those that an earlier writer did not know get defaults.
 * So what holds such a value does not change with it.
 *
 * @param <T> immutable
 */
public abstract class Interner<T> extends FormTable<T> {
  /**
   * Empty tables.
   *
   * @param slots a power of two
   */
  protected Interner(int slots) {
    super(slots);
  }

  /** Appends the fields of a value. */
  protected abstract void encode(T value, ByteWriter out);

  /**
   * Reads the fields that {@link #encode} wrote.
   *
   * @param in has the bytes of this form alone: {@linkplain ByteReader#atEnd at its end} are the
   *     fields that an earlier release did not write
   */
  protected abstract T decode(ByteReader in);

  @Override
  final void writeForm(T value, ByteWriter out) {
    int begin = out.beginPart();
    encode(value, out);
    out.endPart(begin);
  }

  @Override
  final void skipForm(ByteReader in) {
    in.skip(in.readVarInt());
  }

  @Override
  final T readForm(ByteReader in) {
    in.readVarInt();
    return decode(in);
  }
}
