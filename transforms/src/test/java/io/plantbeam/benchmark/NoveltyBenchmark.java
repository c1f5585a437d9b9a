package io.plantbeam.benchmark;

import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.reading.novelty.NoveltyParameters;
import io.plantbeam.detect.reading.novelty.NoveltyState;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
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

/** A reading judged by {@code novelty}, of a sensor with a daily cycle, and its state encoded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NoveltyBenchmark {
  private static final int READINGS = 14 * 288;

  private final Reading[] readings = new Reading[READINGS];
  private final NoveltyDetector detector = new NoveltyDetector(NoveltyParameters.DEFAULTS);
  private final NoveltyState learned = detector.initial();

  public NoveltyBenchmark() {
    SeriesInfo series = new SeriesInfo("s-1", "temperature", "temperature", "f-1", "celsius");
    MessagePosition position = new MessagePosition(Origin.ofPartition("t", 0), 0);
    Random random = new Random(1);
    for (int i = 0; i < READINGS; i++) {
      double value = 70 + 10 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian();
      readings[i] =
          new Reading(
              series,
              (1_767_225_600_000L + i * 300_000L) * 1000,
              value,
              1,
              RangeCheck.OK,
              position);
      detector.update(learned, readings[i]);
    }
  }

  /** A new series, two weeks long. */
  @Benchmark
  @OperationsPerInvocation(READINGS)
  public double judge() {
    NoveltyState state = detector.initial();
    double sum = 0;
    for (Reading reading : readings) {
      sum += detector.update(state, reading).raw();
    }
    return sum;
  }

  /** Once per bundle rather than once per reading. */
  @Benchmark
  public NoveltyState encodeAndDecodeState() throws CoderException {
    return CoderUtils.clone(detector.stateCoder(), learned);
  }
}
