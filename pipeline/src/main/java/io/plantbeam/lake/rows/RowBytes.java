package io.plantbeam.lake.rows;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A row as bytes: four bytes with the length of its identity, then the columns in the order of
 * {@link RowLayout#inOrder}. The bytes are in the order of the values, so that rows are compared
 * without being read.
 *
 * <p>Each column begins with 0 where it has no value, and 1 where it has one. A whole number
 * follows with its sign turned round, a number with the bits that keep its order, and bytes with
 * each 0 followed by 255 and two 0 at their end.
 */
final class RowBytes {
  static final int HEAD = 4;

  private RowBytes() {}

  static int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, HEAD, left.length, right, HEAD, right.length);
  }

  static boolean sameIdentity(byte[] left, byte[] right) {
    int length = identityLength(left);
    return length == identityLength(right)
        && Arrays.equals(left, HEAD, HEAD + length, right, HEAD, HEAD + length);
  }

  private static int identityLength(byte[] row) {
    return ((row[0] & 0xFF) << 24)
        | ((row[1] & 0xFF) << 16)
        | ((row[2] & 0xFF) << 8)
        | (row[3] & 0xFF);
  }

  /** Makes rows of values, column after column. */
  static final class Encoder {
    private byte[] bytes = new byte[512];
    private int length;

    void begin() {
      length = HEAD;
    }

    void endIdentity() {
      int identity = length - HEAD;
      bytes[0] = (byte) (identity >>> 24);
      bytes[1] = (byte) (identity >>> 16);
      bytes[2] = (byte) (identity >>> 8);
      bytes[3] = (byte) identity;
    }

    byte[] end() {
      return Arrays.copyOf(bytes, length);
    }

    void missing() {
      ensure(1);
      bytes[length++] = 0;
    }

    void flag(boolean value) {
      ensure(2);
      bytes[length++] = 1;
      bytes[length++] = (byte) (value ? 1 : 0);
    }

    void whole(long value) {
      ensure(9);
      bytes[length++] = 1;
      put(value ^ Long.MIN_VALUE);
    }

    void number(double value) {
      long bits = Double.doubleToRawLongBits(value);
      whole(bits < 0 ? ~bits ^ Long.MIN_VALUE : bits);
    }

    void bytes(byte[] value) {
      ensure(3 + 2 * value.length);
      bytes[length++] = 1;
      for (byte b : value) {
        bytes[length++] = b;
        if (b == 0) {
          bytes[length++] = (byte) 0xFF;
        }
      }
      bytes[length++] = 0;
      bytes[length++] = 0;
    }

    private void put(long value) {
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes[length++] = (byte) (value >>> shift);
      }
    }

    private void ensure(int more) {
      if (bytes.length - length < more) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
      }
    }
  }

  /** Reads the columns of rows, one after the other. */
  static final class Decoder {
    private byte[] row;
    private int at;

    void begin(byte[] newRow) {
      row = newRow;
      at = HEAD;
    }

    /** Whether the next column has a value, which is to be read then. */
    boolean next() {
      return row[at++] != 0;
    }

    boolean flag() {
      return row[at++] != 0;
    }

    long whole() {
      long value = 0;
      for (int i = 0; i < 8; i++) {
        value = (value << 8) | (row[at++] & 0xFF);
      }
      return value ^ Long.MIN_VALUE;
    }

    double number() {
      long bits = whole();
      return Double.longBitsToDouble(bits < 0 ? ~(bits ^ Long.MIN_VALUE) : bits);
    }

    byte[] bytes() {
      int end = at;
      int zeros = 0;
      while (row[end] != 0 || row[end + 1] != 0) {
        if (row[end] == 0) {
          zeros++;
          end++;
        }
        end++;
      }
      byte[] value = new byte[end - at - zeros];
      for (int i = 0; i < value.length; i++) {
        value[i] = row[at++];
        if (value[i] == 0) {
          at++;
        }
      }
      at = end + 2;
      return value;
    }

    /** Passes over the value of a column. */
    void skip(PrimitiveType column) {
      PrimitiveTypeName type = column.getPrimitiveTypeName();
      switch (type) {
        case BOOLEAN -> at++;
        case INT32, INT64, FLOAT, DOUBLE -> at += 8;
        default -> bytes();
      }
    }

    /** Passes over columns, with or without a value. */
    void skip(List<PrimitiveType> columns) {
      for (PrimitiveType column : columns) {
        if (next()) {
          skip(column);
        }
      }
    }
  }
}
