package io.plantbeam.codec;

/**
 * Writes and reads values that elements repeat, such as what is known of a series: the bytes of a
 * value are made once, and a reader that finds the bytes of a known value returns that one, so that
 * a shuffle neither encodes nor decodes it again and equal values are mostly one instance.
 *
 * <p>Two tables without chains, in which the last value of a slot stays and the one before it has a
 * second place: their memory is bounded, and a value that is not there costs what it would without
 * them. Threads share them without locks: entries are immutable, and a lost one is made again.
 *
 * <p>The form of a value has its length before it, and fields are only ever added at its end: those
 * that a reader does not know are left unread, and those that an earlier writer did not know get
 * defaults. So what holds such a value does not change with it.
 *
 * @param <T> immutable
 */
public abstract class Interner<T> {
  /** For values of which each series has its own: 100,000 fit, in some tens of megabytes. */
  public static final int SLOTS_FOR_SERIES = 1 << 18;

  /** The places in which a value can be: those whose numbers differ in the lowest bit. */
  private static final int WAYS = 2;

  private final Form[] byBytes;
  private final Form[] byInstance;

  private static final class Form {
    final Object value;
    final byte[] bytes;

    Form(Object value, byte[] bytes) {
      this.value = value;
      this.bytes = bytes;
    }
  }

  /**
   * Empty tables.
   *
   * @param slots a power of two
   */
  protected Interner(int slots) {
    byBytes = new Form[slots];
    byInstance = new Form[slots];
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

  /** Appends the length of a value's form, and the form. */
  public final void write(T value, ByteWriter out) {
    int slot = slot(System.identityHashCode(value));
    for (int way = 0; way < WAYS; way++) {
      Form form = byInstance[slot ^ way];
      if (form != null && form.value == value) {
        out.writeRaw(form.bytes);
        return;
      }
    }
    int begin = out.beginPart();
    encode(value, out);
    out.endPart(begin);
    put(byInstance, slot, new Form(value, out.copyFrom(begin)));
  }

  /** Reads what {@link #write} wrote. */
  @SuppressWarnings("unchecked")
  public final T read(ByteReader in) {
    int begin = in.position();
    int length = in.readVarInt();
    int fields = in.position();
    in.skip(length);
    int end = in.position();
    int slot = slot(in.hash(begin, end));
    for (int way = 0; way < WAYS; way++) {
      Form form = byBytes[slot ^ way];
      if (form != null && in.equals(begin, end, form.bytes)) {
        return (T) form.value;
      }
    }
    byte[] bytes = in.copy(begin, end);
    ByteReader form = new ByteReader(bytes);
    form.skip(fields - begin);
    T value = decode(form);
    put(byBytes, slot, new Form(value, bytes));
    return value;
  }

  private static void put(Form[] table, int slot, Form form) {
    Form last = table[slot];
    if (last != null) {
      table[slot ^ 1] = last;
    }
    table[slot] = form;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (byBytes.length - 1);
  }
}
