package io.plantbeam.lake.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of a text, a number and a decimal number, any of which may be missing. */
class RowSorterTest {
  private static final Comparator<String> BYTES =
      (left, right) ->
          java.util.Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  private static final Comparator<Values> ORDER =
      Comparator.comparing(Values::text, Comparator.nullsFirst(BYTES))
          .thenComparing(Values::whole, Comparator.nullsFirst(Long::compare))
          .thenComparing(Values::number, Comparator.nullsFirst(Double::compare));

  private record Values(String text, Long whole, Double number) {}

  @Test
  void anyRowsComeBackAsTheyWereAndInOrderHoweverLittleFitsInMemory() throws IOException {
    for (int memory : List.of(1, 300, 5_000, 10_000_000)) {
      Random random = new Random(memory);
      List<Values> values = new ArrayList<>();
      try (RowSorter sorter = new RowSorter(memory)) {
        for (int i = 0; i < 500; i++) {
          Values next = next(random);
          values.add(next);
          sorter.add(encode(next));
        }
        values.sort(ORDER);
        List<Values> sorted = new ArrayList<>();
        RowSorter.Rows rows = sorter.sorted();
        for (byte[] row = rows.next(); row != null; row = rows.next()) {
          sorted.add(decode(row));
        }
        assertEquals(values, sorted, () -> memory + " bytes");
      }
    }
  }

  @Test
  void rowsOfOneIdentityAreOneWhateverElseTheySay() {
    byte[] first = encode(new Values("a", 1L, 2.0));
    assertTrue(RowBytes.sameIdentity(first, encode(new Values("a", 1L, 3.0))));
    assertTrue(!RowBytes.sameIdentity(first, encode(new Values("a", 2L, 2.0))));
    assertTrue(!RowBytes.sameIdentity(first, encode(new Values("a\0", 1L, 2.0))));
  }

  private static Values next(Random random) {
    String[] texts = {"", "a", "a\0", "a\0\0b", "\0", "a\u00ff", "b", "\u65e5\u672c", "aa"};
    Long[] numbers = {0L, -1L, 1L, Long.MIN_VALUE, Long.MAX_VALUE, 1_772_352_000_000_000L};
    Double[] decimals = {
      0.0, -0.0, 1.5, -1.5, Double.MIN_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, 1e300
    };
    return new Values(
        random.nextInt(5) == 0 ? null : texts[random.nextInt(texts.length)],
        random.nextInt(5) == 0 ? null : numbers[random.nextInt(numbers.length)],
        random.nextInt(5) == 0 ? null : decimals[random.nextInt(decimals.length)]);
  }

  /** The identity is the text and the whole number. */
  private static byte[] encode(Values values) {
    RowBytes.Encoder out = new RowBytes.Encoder();
    out.begin();
    if (values.text == null) {
      out.missing();
    } else {
      out.bytes(values.text.getBytes(StandardCharsets.UTF_8));
    }
    if (values.whole == null) {
      out.missing();
    } else {
      out.whole(values.whole);
    }
    out.endIdentity();
    if (values.number == null) {
      out.missing();
    } else {
      out.number(values.number);
    }
    return out.end();
  }

  private static Values decode(byte[] row) {
    RowBytes.Decoder in = new RowBytes.Decoder();
    in.begin(row);
    return new Values(
        in.next() ? new String(in.bytes(), StandardCharsets.UTF_8) : null,
        in.next() ? in.whole() : null,
        in.next() ? in.number() : null);
  }
}
