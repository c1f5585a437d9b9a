package io.plantbeam.benchmark;

import io.plantbeam.model.Origin;
import io.plantbeam.model.Position;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.model.SeriesInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Readings encoded and decoded again on one thread, one by one and as a batch of 100.
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

  private final ReadingBatch batch;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);

  public CoderBenchmark() {
    Random random = new Random(1);
    SeriesInfo series = new SeriesInfo("s-0001", "temperature", "temperature", "f-1", "celsius");
    Origin origin = Origin.ofPartition("readings", 0);
    ReadingBatch.Builder builder = new ReadingBatch.Builder(series, origin);
    for (int i = 0; i < READINGS; i++) {
      builder.add(
          new Reading(
              series,
              1_767_225_600_000L + i * 1000L,
              60 + random.nextGaussian(),
              0.98,
              RangeCheck.OK,
              new Position(origin, 1_000_000L + i)));
    }
    batch = builder.build();
  }

  /** Readings per second as parts of a batch. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public ReadingBatch batchRoundTrip() throws IOException {
    out.reset();
    ReadingBatch.BatchCoder.INSTANCE.encode(batch, out);
    return ReadingBatch.BatchCoder.INSTANCE.decode(new ByteArrayInputStream(out.toByteArray()));
  }
}
