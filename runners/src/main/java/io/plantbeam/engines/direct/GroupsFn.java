package io.plantbeam.engines.direct;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Turns of a shuffle in, groups of a key and a window out. */
final class GroupsFn<K, V> extends DoFn<Integer, KV<K, Iterable<V>>> {
  private static final int MOST_BYTES_OF_GROUP = 4 << 20;

  private final Shuffle shuffle;
  private final Coder<K> keys;
  private final Coder<V> values;
  private final Coder<BoundedWindow> windows;
  private final TimestampCombiner timestamps;
  private final int bytesOfTurn;

  /** Groups in turns of about so many bytes, and at least a group. */
  GroupsFn(
      Shuffle shuffle,
      Coder<K> keys,
      Coder<V> values,
      Coder<BoundedWindow> windows,
      TimestampCombiner timestamps,
      int bytesOfTurn) {
    this.shuffle = shuffle;
    this.keys = keys;
    this.values = values;
    this.windows = windows;
    this.timestamps = timestamps;
    this.bytesOfTurn = bytesOfTurn;
  }

  @ProcessElement
  public void turn(@Element Integer number, OutputReceiver<KV<K, Iterable<V>>> out)
      throws IOException {
    Shuffle.Part part = shuffle.part(number);
    int bytes = 0;
    Group group = new Group();
    while (bytes < bytesOfTurn && part.records.peek() != null) {
      group.read(part);
      group.output(out);
      bytes += group.length;
      if (group.isLarge) {
        // Its file is that of the next large group too.
        return;
      }
    }
  }

  /** A group as it is read. */
  private final class Group {
    private byte[] sort = new byte[0];
    private byte[] content = new byte[64];
    private int length;
    private int count;
    private boolean isLarge;
    private LargeGroup large;
    private long earliest;
    private long latest;

    void read(Shuffle.Part part) {
      SortedRun record = part.records.peek();
      sort = Arrays.copyOfRange(record.bytes, record.sortFrom, record.contentFrom());
      content = new byte[Math.max(64, record.contentLength)];
      length = 0;
      count = 0;
      isLarge = false;
      earliest = Long.MAX_VALUE;
      latest = Long.MIN_VALUE;
      large = part.large;
      while (record != null && record.sortLength == sort.length && record.startsWith(sort)) {
        add(record);
        part.records.advance();
        record = part.records.peek();
      }
      if (isLarge) {
        large.add(content, 0, length);
        large.finish();
      }
    }

    private void add(SortedRun record) {
      int from = record.contentFrom();
      long timestamp = ByteBuffer.wrap(record.bytes, from, Long.BYTES).getLong();
      earliest = Math.min(earliest, timestamp);
      latest = Math.max(latest, timestamp);
      int bytes = record.contentLength - Long.BYTES;
      if (length > 0 && length + bytes > MOST_BYTES_OF_GROUP) {
        if (!isLarge) {
          isLarge = true;
          large.begin();
        }
        large.add(content, 0, length);
        length = 0;
      }
      if (content.length - length < bytes) {
        content = Arrays.copyOf(content, Math.max(2 * content.length, length + bytes));
      }
      System.arraycopy(record.bytes, from + Long.BYTES, content, length, bytes);
      length += bytes;
      count++;
    }

    void output(OutputReceiver<KV<K, Iterable<V>>> out) throws IOException {
      ByteBuffer header = ByteBuffer.wrap(sort, Integer.BYTES, Integer.BYTES);
      int keyFrom = 2 * Integer.BYTES;
      int keyLength = header.getInt();
      K key = keys.decode(new ByteArrayInputStream(sort, keyFrom, keyLength));
      int windowFrom = keyFrom + keyLength + Long.BYTES;
      BoundedWindow window =
          windows.decode(new ByteArrayInputStream(sort, windowFrom, sort.length - windowFrom));
      Instant timestamp =
          switch (timestamps) {
            case EARLIEST -> Instant.ofEpochMilli(earliest);
            case LATEST -> Instant.ofEpochMilli(latest);
            case END_OF_WINDOW -> window.maxTimestamp();
          };
      out.outputWindowedValue(
          KV.of(key, new Decoded<>(values, count, opener())),
          timestamp,
          List.of(window),
          PaneInfo.ON_TIME_AND_ONLY_FIRING);
    }

    private Supplier<InputStream> opener() {
      if (isLarge) {
        return large::open;
      }
      byte[] bytes = content;
      int end = length;
      return () -> new ByteArrayInputStream(bytes, 0, end);
    }
  }

  /** Values that are decoded whenever they are looked at. */
  private record Decoded<V>(Coder<V> coder, int size, Supplier<InputStream> bytes)
      implements Iterable<V> {
    @Override
    public Iterator<V> iterator() {
      InputStream in = bytes.get();
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public V next() {
          if (next == size) {
            throw new NoSuchElementException();
          }
          next++;
          try {
            return coder.decode(in);
          } catch (EOFException e) {
            throw new IllegalStateException("A value of a shuffle is cut off", e);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }
  }
}
