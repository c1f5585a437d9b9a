package io.plantbeam.panes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  /** An exponent as low as any that occurs here. */
  private static final int LOW = -400;

  private static BigInteger over(ExactSum sum) {
    return sum.over(Math.min(LOW, sum.exponent())).shiftRight(LOW - Math.min(LOW, sum.exponent()));
  }

  @Property(tries = 500)
  void sumIsThatOfWholeNumbersOfAnySize(@ForAll long seed, @ForAll @IntRange(max = 60) int count) {
    Random random = new Random(seed);
    ExactSum sum = new ExactSum();
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      long one = random.nextLong() >> random.nextInt(64);
      long other = random.nextLong() >> random.nextInt(64);
      int exponent = random.nextInt(-300, 300);
      BigInteger part = BigInteger.valueOf(one);
      if (random.nextBoolean()) {
        sum.add(one, exponent);
      } else {
        sum.addProduct(one, other, exponent);
        part = part.multiply(BigInteger.valueOf(other));
      }
      expected = expected.add(part.shiftLeft(exponent - LOW));
    }
    assertEquals(expected, over(sum));
    assertEquals(ExactSum.of(expected, LOW), sum);
    ByteWriter out = new ByteWriter(16);
    sum.write(out);
    assertEquals(expected, over(ExactSum.read(new ByteReader(out.toByteArray()))));
  }

  @Test
  void carriesOfManyAdditionsAreKept() {
    ExactSum sum = new ExactSum();
    sum.add(-1, 0);
    for (int i = 0; i < 62; i++) {
      sum.add(sum.copy());
    }
    assertEquals(BigInteger.ONE.shiftLeft(62).negate(), sum.over(0));
    assertEquals(ExactSum.of(BigInteger.ONE.shiftLeft(62).negate(), 0), sum);
  }

  @Test
  void whatCancelsLeavesNothing() {
    ExactSum sum = new ExactSum();
    sum.add(3, 500);
    sum.add(1, -1000);
    sum.add(-3, 500);
    assertEquals(ExactSum.of(BigInteger.ONE, -1000), sum);
    sum.add(-1, -1000);
    assertEquals(new ExactSum(), sum);
    assertEquals(0.0, sum.dividedBy(7));
    assertNotEquals(ExactSum.of(BigInteger.ONE, 0), sum);
  }

  @Property(tries = 500)
  void quotientIsTheNearestDouble(@ForAll long value, @ForAll @IntRange(min = 1) int divisor) {
    BigDecimal exact = new BigDecimal(value).divide(new BigDecimal(divisor), new MathContext(60));
    ExactSum sum = new ExactSum();
    sum.add(value, 0);
    assertEquals(exact.doubleValue(), sum.dividedBy(divisor));
  }
}
