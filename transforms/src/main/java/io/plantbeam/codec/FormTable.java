package io.plantbeam.codec;

import java.util.Arrays;

/**
 * Writes and reads values that elements repeat, such as what is known of a series: the bytes of a
 * value are made once, and a reader that finds the bytes of a known value returns that one, so that
 * a shuffle neither encodes nor decodes it again and equal values are mostly one instance.
 *
 * <p>Two tables without chains, in which the last value of a slot stays and the one before it has a
 * second place: their memory is bounded, and a value that is not there costs what it would without
 * them. An {@link Interned} value has no need of the second one, by instance. Threads share the
 * tables without locks: entries are immutable, and a lost one is made again.
 *
 * @param <T> immutable
 */
public abstract class FormTable<T> {
  /** For values of which each series has its own: 100,000 fit, in some tens of megabytes. */
  public static final int SLOTS_FOR_SERIES = 1 << 18;

  /** The places in which a value can be: those whose numbers differ in the lowest bit. */
  private static final int WAYS = 2;

  private final int slots;
  private final Form[] byBytes;

  /** Null until a value is written that does not keep its form. */
  private Form[] byInstance;

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
  protected FormTable(int slots) {
    this.slots = slots;
    byBytes = new Form[slots];
  }

  /** Appends the form of a value. */
  abstract void writeForm(T value, ByteWriter out);

  /** Moves behind the form of a value. */
  abstract void skipForm(ByteReader in);

  /** Reads what {@link #writeForm} wrote, of which the reader has the bytes alone. */
  abstract T readForm(ByteReader in);

  /** Appends the form of a value. */
  public final void write(T value, ByteWriter out) {
    byte[] known = value instanceof Interned interned ? interned.form : knownFormOf(value);
    if (known != null) {
      out.writeRaw(known);
      return;
    }
    int begin = out.size();
    writeForm(value, out);
    keep(value, out.copyFrom(begin));
  }

  /** Reads what {@link #write} wrote. */
  @SuppressWarnings("unchecked")
  public final T read(ByteReader in) {
    int begin = in.position();
    skipForm(in);
    int end = in.position();
    int slot = slot(in.hash(begin, end));
    for (int way = 0; way < WAYS; way++) {
      Form form = byBytes[slot ^ way];
      if (form != null && in.equals(begin, end, form.bytes)) {
        return (T) form.value;
      }
    }
    byte[] bytes = in.copy(begin, end);
    T value = readForm(new ByteReader(bytes));
    if (value instanceof Interned interned) {
      interned.form = presentForm(value, bytes);
    }
    put(byBytes, slot, new Form(value, bytes));
    return value;
  }

  /** The form that this release gives a value, which is as a rule the one that it was read from. */
  private byte[] presentForm(T value, byte[] read) {
    ByteWriter present = new ByteWriter(read.length);
    writeForm(value, present);
    byte[] bytes = present.toByteArray();
    return Arrays.equals(bytes, read) ? read : bytes;
  }

  private byte[] knownFormOf(T value) {
    Form[] table = byInstance;
    if (table == null) {
      return null;
    }
    int slot = slot(System.identityHashCode(value));
    for (int way = 0; way < WAYS; way++) {
      Form form = table[slot ^ way];
      if (form != null && form.value == value) {
        return form.bytes;
      }
    }
    return null;
  }

  private void keep(T value, byte[] bytes) {
    if (value instanceof Interned interned) {
      interned.form = bytes;
      return;
    }
    Form[] table = byInstance;
    if (table == null) {
      table = new Form[slots];
      byInstance = table;
    }
    put(table, slot(System.identityHashCode(value)), new Form(value, bytes));
  }

  private static void put(Form[] table, int slot, Form form) {
    Form last = table[slot];
    if (last != null) {
      table[slot ^ 1] = last;
    }
    table[slot] = form;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (slots - 1);
  }
}
