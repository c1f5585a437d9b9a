package io.plantbeam.codec;

/**
 * The forms of values that are made of two others, which are as a rule found together: a version
 * byte, the form of the one, the form of the other.
 *
 * @param <A> the first part
 * @param <B> the second part
 * @param <T> immutable
 */
public abstract class PairInterner<A, B, T> extends FormTable<T> {
  private static final int VERSION = 1;

  private final Interner<A> firsts;
  private final Interner<B> seconds;

  /**
   * Empty tables.
   *
   * @param slots a power of two
   */
  protected PairInterner(int slots, Interner<A> firsts, Interner<B> seconds) {
    super(slots);
    this.firsts = firsts;
    this.seconds = seconds;
  }

  protected abstract A first(T value);

  protected abstract B second(T value);

  protected abstract T of(A first, B second);

  @Override
  final void writeForm(T value, ByteWriter out) {
    out.writeByte(VERSION);
    firsts.write(first(value), out);
    seconds.write(second(value), out);
  }

  @Override
  final void skipForm(ByteReader in) {
    in.skip(1);
    firsts.skipForm(in);
    seconds.skipForm(in);
  }

  @Override
  final T readForm(ByteReader in) {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IndexOutOfBoundsException("version " + version + " of a pair is not known");
    }
    A first = firsts.read(in);
    return of(first, seconds.read(in));
  }
}
