package io.plantbeam.output;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.RecentMeans;
import java.io.IOException;
import java.util.List;

/**
 * A hash of a set of records that does not depend on their order: the sum of the records' hashes,
 * in two lanes of 64 bits. (A sum, and not an exclusive or, so that two equal records do not
 * cancel.)
 */
public final class ContentHash {
  private static final long SEED_HIGH = 0x9E3779B97F4A7C15L;
  private static final long SEED_LOW = 0xC2B2AE3D27D4EB4FL;

  private long high;
  private long low;

  public void clear() {
    high = 0;
    low = 0;
  }

  /** Adds a record that three numbers stand for. */
  public void add(long first, long second, long third) {
    high += mix(mix(mix(first + SEED_HIGH) ^ second) ^ third);
    low += mix(mix(mix(first + SEED_LOW) ^ second) ^ third);
  }

  public void add(ContentHash other) {
    high += other.high;
    low += other.low;
  }

  /**
   * Adds a record by its identity and its whole numbers and times. Figures and texts that quote
   * them stay out: their last digits depend on the order in which partial results were merged.
   */
  public <T> void add(OutputSchema<T> schema, T record) throws IOException {
    WholeNumbers numbers = new WholeNumbers();
    for (OutputSchema.Field<T> field : schema.fields()) {
      field.read(record, numbers);
    }
    add(hash(schema.identity(record)), numbers.hash, 0);
  }

  /** 32 hexadecimal digits. */
  public String hex() {
    return "%016x%016x".formatted(high, low);
  }

  public void write(ByteWriter out) {
    out.writeSignedVarLong(high);
    out.writeSignedVarLong(low);
  }

  public static ContentHash read(ByteReader in) {
    ContentHash hash = new ContentHash();
    hash.high = in.readSignedVarLong();
    hash.low = in.readSignedVarLong();
    return hash;
  }

  /** A time in microseconds as a number: its milliseconds where it is a whole number of them. */
  public static long ofTime(long epochMicros) {
    return epochMicros % 1000 == 0 ? epochMicros / 1000 : mix(epochMicros);
  }

  /** A hash of 64 bits; null has one too. */
  public static long hash(String text) {
    if (text == null) {
      return SEED_HIGH;
    }
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * SEED_LOW + text.charAt(i);
      hash ^= hash >>> 29;
    }
    return mix(hash);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static final class WholeNumbers implements OutputSchema.FieldVisitor {
    private long hash;

    @Override
    public void missing() {
      hash = mix(hash + 1);
    }

    @Override
    public void text(String value) {}

    @Override
    public void integer(long value) {
      hash = mix(hash ^ value) + SEED_LOW;
    }

    @Override
    public void number(double value) {}

    @Override
    public void flag(boolean value) {}

    @Override
    public void texts(List<String> values) {}

    @Override
    public void means(RecentMeans values) {
      values.toList().forEach(minute -> time(minute.startMicros()));
    }

    @Override
    public <R> void records(OutputSchema<R> schema, List<R> values) throws IOException {
      for (R value : values) {
        for (OutputSchema.Field<R> field : schema.fields()) {
          field.read(value, this);
        }
      }
    }

    @Override
    public void time(long epochMicros) {
      integer(ofTime(epochMicros));
    }
  }
}
