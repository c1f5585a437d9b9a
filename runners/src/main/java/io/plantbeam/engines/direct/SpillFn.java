package io.plantbeam.engines.direct;

import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Elements in, into a shuffle and nowhere else.
 *
 * <p>A record is sorted by the hash of the key, the length and the bytes of the key, and then by
 * what the order says: the window, by which it is grouped, or the timestamp. Its content is its
 * timestamp and its value.
 */
final class SpillFn<K, V> extends DoFn<KV<K, V>, byte[]> {
  private final Shuffle shuffle;
  private final Coder<K> keys;
  private final Coder<V> values;

  /** Null for the order of timestamps. */
  private final Coder<BoundedWindow> windows;

  private transient Bytes sort;
  private transient Bytes key;
  private transient Bytes content;

  SpillFn(Shuffle shuffle, Coder<K> keys, Coder<V> values, Coder<BoundedWindow> windows) {
    this.shuffle = shuffle;
    this.keys = keys;
    this.values = values;
    this.windows = windows;
  }

  @Setup
  public void setup() {
    sort = new Bytes();
    key = new Bytes();
    content = new Bytes();
  }

  @ProcessElement
  public void spill(@Element KV<K, V> element, @Timestamp Instant timestamp, BoundedWindow window)
      throws IOException {
    key.reset();
    keys.encode(element.getKey(), key);
    int hash = hash(key);
    sort.reset();
    sort.writeInt(hash);
    sort.writeInt(key.size());
    sort.write(key.array(), 0, key.size());
    if (windows == null) {
      sort.writeSortable(timestamp.getMillis());
    } else {
      sort.writeSortable(window.maxTimestamp().getMillis());
      windows.encode(window, sort);
    }
    content.reset();
    content.writeLong(timestamp.getMillis());
    values.encode(element.getValue(), content);
    shuffle.partOf(hash).records.add(sort.array(), sort.size(), content.array(), content.size());
  }

  private static int hash(Bytes key) {
    int hash = 1;
    byte[] bytes = key.array();
    for (int i = 0; i < key.size(); i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
