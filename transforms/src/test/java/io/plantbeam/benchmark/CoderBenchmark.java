package io.plantbeam.benchmark;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.Coder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Readings encoded and decoded again on one thread, as a batch of 100, and as batches of two with
 * their assets, of 1000 series in turn, as a stream has them.
 *
 * <p>{@code ./mvnw -B -q -Pbenchmarks -pl transforms -am test-compile -Djmh=CoderBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CoderBenchmark {
  private static final int READINGS = 100;
  private static final int SERIES = 1_000;

  private final ReadingBatch batch;
  private final EnrichedBatch[] small = new EnrichedBatch[SERIES];
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);

  public CoderBenchmark() {
    Random random = new Random(1);
    Origin origin = Origin.ofPartition("readings", 0);
    batch = batch("s-0001", origin, READINGS, random);
    for (int i = 0; i < SERIES; i++) {
      String sensor = "s-%04d".formatted(i);
      AssetContext asset =
          i % 2 == 0
              ? AssetContext.unmatched("f-1")
              : new AssetContext(
                  true,
                  "f-1",
                  "Plant North",
                  "Kiel",
                  "Europe/Berlin",
                  "line-" + i % 8,
                  "oven-" + i / 4,
                  "monthly",
                  "2025-12-01",
                  Double.NaN,
                  90,
                  10,
                  2);
      small[i] = new EnrichedBatch(batch(sensor, origin, 2, random), asset);
    }
  }

  private static ReadingBatch batch(String sensor, Origin origin, int readings, Random random) {
    SeriesInfo series = new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius");
    ReadingBatch.Builder builder = new ReadingBatch.Builder(series, origin);
    for (int i = 0; i < readings; i++) {
      builder.add(
          new Reading(
              series,
              (1_767_225_600_000L + i * 1000L) * 1000,
              60 + random.nextGaussian(),
              0.98,
              RangeCheck.OK,
              new MessagePosition(origin, 1_000_000L + i)));
    }
    return builder.build();
  }

  /** Says how many bytes the elements have. */
  @Setup
  public void measure() throws IOException {
    int bytes = 0;
    for (EnrichedBatch each : small) {
      bytes += encode(EnrichedBatch.EnrichedBatchCoder.INSTANCE, each).length;
    }
    System.out.printf(
        "bytes: %d of a batch of %d, %.1f of one of two with its asset%n",
        encode(ReadingBatch.BatchCoder.INSTANCE, batch).length, READINGS, (double) bytes / SERIES);
  }

  /** Readings per second as parts of a batch. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public ReadingBatch batchRoundTrip() throws IOException {
    return roundTrip(ReadingBatch.BatchCoder.INSTANCE, batch);
  }

  /** Batches per second; each has two readings and an asset. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public EnrichedBatch smallBatchRoundTrip() throws IOException {
    EnrichedBatch last = null;
    for (EnrichedBatch each : small) {
      last = roundTrip(EnrichedBatch.EnrichedBatchCoder.INSTANCE, each);
    }
    return last;
  }

  private <T> T roundTrip(Coder<T> coder, T value) throws IOException {
    return coder.decode(new ByteArrayInputStream(encode(coder, value)));
  }

  private <T> byte[] encode(Coder<T> coder, T value) throws IOException {
    out.reset();
    coder.encode(value, out);
    return out.toByteArray();
  }
}
