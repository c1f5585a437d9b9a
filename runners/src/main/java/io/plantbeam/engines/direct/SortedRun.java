package io.plantbeam.engines.direct;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Records in their order, and the place of one of them in an array: the lengths of its sort bytes
 * and its content, and then these.
 */
abstract class SortedRun implements Comparable<SortedRun> {
  static final int HEADER = 2 * Integer.BYTES;

  byte[] bytes;
  int sortFrom;
  int sortLength;
  int contentLength;

  /** Goes to the next record, in the beginning to the first; false if there is none. */
  abstract boolean next();

  final int contentFrom() {
    return sortFrom + sortLength;
  }

  final void at(byte[] in, int offset) {
    ByteBuffer header = ByteBuffer.wrap(in, offset, HEADER);
    bytes = in;
    sortFrom = offset + HEADER;
    sortLength = header.getInt();
    contentLength = header.getInt();
  }

  /** Whether the sort bytes begin with these. */
  final boolean startsWith(byte[] prefix) {
    return sortLength >= prefix.length
        && Arrays.equals(bytes, sortFrom, sortFrom + prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public final int compareTo(SortedRun other) {
    return Arrays.compareUnsigned(
        bytes,
        sortFrom,
        sortFrom + sortLength,
        other.bytes,
        other.sortFrom,
        other.sortFrom + other.sortLength);
  }
}
