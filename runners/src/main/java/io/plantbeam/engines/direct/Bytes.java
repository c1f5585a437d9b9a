package io.plantbeam.engines.direct;

import java.io.ByteArrayOutputStream;

/** Bytes that are written and then looked at where they are. */
final class Bytes extends ByteArrayOutputStream {
  byte[] array() {
    return buf;
  }

  void writeInt(int value) {
    write(value >>> 24);
    write(value >>> 16);
    write(value >>> 8);
    write(value);
  }

  void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  /** Such that unsigned bytes have the order of the signed numbers. */
  void writeSortable(long value) {
    writeLong(value ^ Long.MIN_VALUE);
  }
}
