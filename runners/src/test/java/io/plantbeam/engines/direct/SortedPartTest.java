package io.plantbeam.engines.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records come out in their order, wherever they waited. */
class SortedPartTest {
  private record Entry(int sort, int number) {}

  /**
   * In memory, in one run, in many runs, and in runs that were merged into runs, more than once.
   */
  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 100_000, 10_000, 60, 1})
  void recordsComeInTheOrderOfTheirSortBytesAndThenAsTheyWereAdded(int mostBytes) throws Exception {
    Random random = new Random(5);
    List<Entry> added = new ArrayList<>();
    try (SortedPart part = new SortedPart(mostBytes)) {
      for (int i = 0; i < 5000; i++) {
        Entry entry = new Entry(random.nextInt(300), i);
        added.add(entry);
        part.add(bytes(entry.sort), Integer.BYTES, bytes(entry.number), Integer.BYTES);
      }
      added.sort(Comparator.comparingInt(Entry::sort));
      assertEquals(added, drain(part));
    }
  }

  @Test
  void aRecordMayBeLongerThanTheMemoryAndThanABuffer() throws Exception {
    try (SortedPart part = new SortedPart(100)) {
      byte[] large = new byte[1 << 20];
      large[large.length - 1] = 7;
      part.add(bytes(2), Integer.BYTES, large, large.length);
      part.add(bytes(1), Integer.BYTES, bytes(1), Integer.BYTES);
      part.peek();
      part.advance();
      SortedRun last = part.peek();
      assertEquals(large.length, last.contentLength);
      assertEquals(7, last.bytes[last.contentFrom() + large.length - 1]);
    }
  }

  @Test
  void bytesAreComparedWithoutASignAndTheShorterIsFirst() throws Exception {
    try (SortedPart part = new SortedPart(1000)) {
      part.add(new byte[] {(byte) 0x80}, 1, bytes(3), Integer.BYTES);
      part.add(new byte[] {1, 0}, 2, bytes(2), Integer.BYTES);
      part.add(new byte[] {1, 9}, 1, bytes(1), Integer.BYTES);
      List<Integer> contents = new ArrayList<>();
      for (SortedRun record = part.peek(); record != null; record = part.peek()) {
        contents.add(content(record));
        part.advance();
      }
      assertEquals(List.of(1, 2, 3), contents);
    }
  }

  @Test
  void nothingIsThereWhereNothingWasAddedAndAfterTheEnd() throws Exception {
    SortedPart part = new SortedPart(1000);
    assertNull(part.peek());
    part.close();
    assertNull(part.peek());
  }

  private static List<Entry> drain(SortedPart part) {
    List<Entry> entries = new ArrayList<>();
    for (SortedRun record = part.peek(); record != null; record = part.peek()) {
      int sort = ByteBuffer.wrap(record.bytes, record.sortFrom, record.sortLength).getInt();
      entries.add(new Entry(sort, content(record)));
      part.advance();
    }
    return entries;
  }

  private static int content(SortedRun record) {
    return ByteBuffer.wrap(record.bytes, record.contentFrom(), record.contentLength).getInt();
  }

  private static byte[] bytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
