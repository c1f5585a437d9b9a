package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of whole numbers times powers of two, which every finite double is, that is never rounded.
 * Integer addition is associative, so the sum does not depend on the order or the grouping of what
 * was added.
 *
 * <p>A "small superaccumulator" after R. M. Neal, "Fast Exact Summation Using Small and Large
 * Superaccumulators", arXiv:1505.05571, 2015: limbs of 32 bits in longs, so that carries need be
 * propagated only once in many additions. It holds no more limbs than its summands span: two to
 * five where they are a sensor's.
 *
 * <p>Mutable and not thread-safe; but writing and reading figures changes nothing, so that an
 * engine may write a snapshot of what others read.
 */
final class ExactSum {
  private static final int LIMB_BITS = 32;
  private static final int LIMB_BYTES = 4;
  private static final long LIMB_MASK = 0xFFFF_FFFFL;
  private static final long[] NO_LIMBS = {};

  /** Whole numbers of more bits may be greater than the greatest double. */
  private static final int MOST_BITS_OF_DOUBLE = 1023;

  /** Additions after which limbs are still far from overflowing. */
  private static final int MOST_PENDING = 1 << 29;

  /** The number at index i counts 2^(32 (lowest + i)); it may be negative and have carries. */
  private long[] limbs = NO_LIMBS;

  private int lowest;

  /** Additions since carries were propagated. */
  private int pending;

  /** Adds {@code value * 2^exponent}. */
  void add(long value, int exponent) {
    if (value == 0) {
      return;
    }
    int at = reserve(exponent >> 5, 3);
    int shift = exponent & 31;
    long[] into = limbs;
    into[at] += (value << shift) & LIMB_MASK;
    into[at + 1] += (value >>> (LIMB_BITS - shift)) & LIMB_MASK;
    into[at + 2] += value >> (63 - shift) >> 1;
  }

  /** Adds {@code one * other * 2^exponent}. */
  void addProduct(long one, long other, int exponent) {
    if (one == 0 || other == 0) {
      return;
    }
    long low = one * other;
    long high = Math.multiplyHigh(one, other);
    int at = reserve(exponent >> 5, 5);
    int shift = exponent & 31;
    long[] into = limbs;
    into[at] += (low << shift) & LIMB_MASK;
    into[at + 1] += (low >>> (LIMB_BITS - shift)) & LIMB_MASK;
    into[at + 2] += ((low >>> (63 - shift) >>> 1) | (high << shift)) & LIMB_MASK;
    into[at + 3] += (high >>> (LIMB_BITS - shift)) & LIMB_MASK;
    into[at + 4] += high >> (63 - shift) >> 1;
  }

  /** Adds another sum, which stays as it is. */
  void add(ExactSum other) {
    ExactSum added = other.pending > MOST_PENDING - pending ? other.propagated() : other;
    int length = added.limbs.length;
    if (length == 0) {
      return;
    }
    if (limbs.length == 0) {
      limbs = added.limbs.clone();
      lowest = added.lowest;
      pending = added.pending;
      return;
    }
    int at = reserve(added.lowest, length);
    for (int i = 0; i < length; i++) {
      limbs[at + i] += added.limbs[i];
    }
    pending += added.pending;
  }

  /** The sum that is {@code value * 2^exponent}. */
  static ExactSum of(BigInteger value, int exponent) {
    ExactSum sum = new ExactSum();
    sum.lowest = exponent >> 5;
    sum.limbs = limbs(value.shiftLeft(exponent & 31).toByteArray(), 0);
    return sum;
  }

  /** The sum times a factor. */
  ExactSum times(int factor) {
    return of(over(exponent()).multiply(BigInteger.valueOf(factor)), exponent());
  }

  ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.limbs = limbs.length == 0 ? NO_LIMBS : limbs.clone();
    copy.lowest = lowest;
    copy.pending = pending;
    return copy;
  }

  /** Makes room for limbs from a place on, and returns the index of the first of them. */
  private int reserve(int first, int length) {
    if (pending >= MOST_PENDING) {
      propagateCarries();
    }
    pending++;
    int at = first - lowest;
    if (at < 0 || at + length > limbs.length) {
      grow(first, length);
      at = first - lowest;
    }
    return at;
  }

  private void grow(int first, int length) {
    if (limbs.length == 0) {
      limbs = new long[length];
      lowest = first;
      return;
    }
    int newLowest = Math.min(lowest, first);
    int end = Math.max(lowest + limbs.length, first + length);
    long[] grown = new long[end - newLowest];
    System.arraycopy(limbs, 0, grown, lowest - newLowest, limbs.length);
    limbs = grown;
    lowest = newLowest;
  }

  /** The same number without pending carries; this one stays as it is, for others may read it. */
  private ExactSum propagated() {
    if (pending == 0) {
      return this;
    }
    ExactSum copy = copy();
    copy.propagateCarries();
    return copy;
  }

  /** Leaves all limbs but the highest in 0..2^32-1, and the highest in the range of an int. */
  private void propagateCarries() {
    pending = 0;
    if (limbs.length == 0) {
      return;
    }
    int top = limbs.length - 1;
    long carry = 0;
    for (int i = 0; i < top; i++) {
      long limb = limbs[i] + carry;
      limbs[i] = limb & LIMB_MASK;
      carry = limb >> LIMB_BITS;
    }
    long limb = limbs[top] + carry;
    if (limb == (int) limb) {
      limbs[top] = limb;
    } else {
      limbs = Arrays.copyOf(limbs, top + 2);
      limbs[top] = limb & LIMB_MASK;
      limbs[top + 1] = limb >> LIMB_BITS;
    }
  }

  /** The sum is a whole number times 2 to this power. */
  int exponent() {
    return lowest * LIMB_BITS;
  }

  /**
   * The sum divided by {@code 2^power}.
   *
   * @param power at most {@link #exponent}
   */
  BigInteger over(int power) {
    if (pending > 0) {
      return propagated().over(power);
    }
    int length = limbs.length * LIMB_BYTES;
    if (length == 0) {
      return BigInteger.ZERO;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = (byte) byteAt(i);
    }
    return new BigInteger(bytes).shiftLeft(exponent() - power);
  }

  /** The sum divided by a positive number, as the nearest double. */
  double dividedBy(long divisor) {
    int more = 128;
    BigInteger sum = over(exponent());
    BigInteger[] quotient =
        sum.abs().shiftLeft(more).divideAndRemainder(BigInteger.valueOf(divisor));
    // A bit for the rest, which decides between two neighbours that are equally near without it.
    BigInteger rounded = quotient[1].signum() == 0 ? quotient[0] : quotient[0].setBit(0);
    double magnitude = toDouble(rounded, exponent() - more);
    return sum.signum() < 0 ? -magnitude : magnitude;
  }

  /** {@code value * 2^exponent} as the nearest double. */
  static double toDouble(BigInteger value, int exponent) {
    int excess = Math.max(0, value.bitLength() - MOST_BITS_OF_DOUBLE);
    return Math.scalb(value.shiftRight(excess).doubleValue(), exponent + excess);
  }

  /** {@code sqrt(value / divisor) * 2^exponent}. */
  static double squareRoot(BigInteger value, double divisor, int exponent) {
    int excess = Math.max(0, value.bitLength() - MOST_BITS_OF_DOUBLE);
    int even = excess + (excess & 1);
    double root = Math.sqrt(value.shiftRight(even).doubleValue() / divisor);
    return Math.scalb(root, exponent + even / 2);
  }

  private int byteAt(int index) {
    return (int) (limbs[index >> 2] >>> ((index & 3) << 3)) & 0xFF;
  }

  /**
   * Writes the sum in its one shortest form: its bytes, two's complement and the highest first, and
   * unless there are none, the power of 256 of the lowest.
   */
  void write(ByteWriter out) {
    if (pending > 0) {
      propagated().write(out);
      return;
    }
    int end = limbs.length * LIMB_BYTES;
    int begin = 0;
    while (begin < end && byteAt(begin) == 0) {
      begin++;
    }
    int sign = limbs.length > 0 && limbs[limbs.length - 1] < 0 ? 0xFF : 0;
    while (end > begin + 1
        && byteAt(end - 1) == sign
        && (byteAt(end - 2) & 0x80) == (sign & 0x80)) {
      end--;
    }
    out.writeVarLong(end - begin);
    if (begin == end) {
      return;
    }
    for (int i = end - 1; i >= begin; i--) {
      out.writeByte(byteAt(i));
    }
    out.writeSignedVarLong(lowest * LIMB_BYTES + begin);
  }

  static ExactSum read(ByteReader in) {
    ExactSum sum = new ExactSum();
    byte[] bytes = in.readBytes();
    if (bytes.length == 0) {
      return sum;
    }
    int position = (int) in.readSignedVarLong();
    sum.lowest = Math.floorDiv(position, LIMB_BYTES);
    sum.limbs = limbs(bytes, Math.floorMod(position, LIMB_BYTES));
    return sum;
  }

  /** Limbs of a whole number in two's complement, the highest byte first, times a power of 256. */
  private static long[] limbs(byte[] bytes, int power) {
    int top = (power + bytes.length - 1) / LIMB_BYTES;
    long[] limbs = new long[top + 1];
    for (int i = 0; i < bytes.length; i++) {
      int at = power + bytes.length - 1 - i;
      // The first byte has the sign, and fills its limb with it.
      long part = i == 0 ? bytes[i] : bytes[i] & 0xFF;
      limbs[at >> 2] |= part << ((at & 3) << 3);
    }
    return limbs;
  }

  /** Whether the sums are the same number. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ExactSum that && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }

  private byte[] bytes() {
    ByteWriter out = new ByteWriter(32);
    write(out);
    return out.toByteArray();
  }

  /** The sum as the nearest double. */
  @Override
  public String toString() {
    return Double.toString(toDouble(over(exponent()), exponent()));
  }
}
