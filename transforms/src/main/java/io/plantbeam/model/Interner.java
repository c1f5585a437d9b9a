package io.plantbeam.model;

/**
 * Writes and reads values that most elements repeat, such as what is known of a series: the bytes
 * of a value are made once, and a reader that finds the bytes of a known value returns that one, so
 * that a shuffle neither encodes nor decodes its texts again and equal values are mostly one
 * instance.
 *
 * <p>Two tables without chains, in which the last value of a slot stays: their memory is bounded,
 * and a value that is not there costs what it would without them. Threads share them without locks:
 * entries are immutable, and a lost one is made again.
 *
 * @param <T> immutable
 */
abstract class Interner<T> {
  /** A plant of 50,000 series fits, in some tens of megabytes. */
  private static final int SLOTS = 1 << 16;

  private final Form[] byBytes = new Form[SLOTS];
  private final Form[] byInstance = new Form[SLOTS];

  private static final class Form {
    final Object value;
    final byte[] bytes;

    Form(Object value, byte[] bytes) {
      this.value = value;
      this.bytes = bytes;
    }
  }

  /** Appends a value. */
  abstract void encode(T value, ByteWriter out);

  /** Reads what {@link #encode} wrote. */
  abstract T decode(ByteReader in);

  /** Goes past what {@link #encode} wrote. */
  abstract void skip(ByteReader in);

  final void write(T value, ByteWriter out) {
    int slot = slot(System.identityHashCode(value));
    Form form = byInstance[slot];
    if (form == null || form.value != value) {
      int begin = out.size();
      encode(value, out);
      byInstance[slot] = new Form(value, out.copyFrom(begin));
    } else {
      out.writeRaw(form.bytes);
    }
  }

  @SuppressWarnings("unchecked")
  final T read(ByteReader in) {
    int begin = in.position();
    skip(in);
    int end = in.position();
    int slot = slot(in.hash(begin, end));
    Form form = byBytes[slot];
    if (form != null && in.equals(begin, end, form.bytes)) {
      return (T) form.value;
    }
    in.moveTo(begin);
    T value = decode(in);
    byBytes[slot] = new Form(value, in.copy(begin, end));
    return value;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
