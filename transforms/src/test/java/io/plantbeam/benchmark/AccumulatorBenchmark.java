package io.plantbeam.benchmark;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.panes.SeriesStats;
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
 * Readings added to, and accumulators merged into, statistics. Target: 50 million added a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AccumulatorBenchmark {
  private static final int READINGS = 1_000;

  private final SeriesContext context =
      new SeriesContext(
          new SeriesInfo("s-1", "temperature", "temperature", "f-1", "celsius"),
          AssetContext.unmatched("f-1"));
  private final long[] times = new long[READINGS];
  private final double[] values = new double[READINGS];
  private final SeriesStats[] panes = new SeriesStats[READINGS];

  public AccumulatorBenchmark() {
    Random random = new Random(1);
    for (int i = 0; i < READINGS; i++) {
      times[i] = (1_767_225_600_000L + i * 1_000L) * 1000;
      values[i] = 70 + random.nextGaussian();
      panes[i] = new SeriesStats();
      panes[i].add(context, times[i], values[i], 1.0);
      panes[i].add(context, times[i] + 1000, values[i], 1.0);
    }
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public SeriesStats add() {
    SeriesStats stats = new SeriesStats();
    for (int i = 0; i < READINGS; i++) {
      stats.add(context, times[i], values[i], 1.0);
    }
    return stats;
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public SeriesStats merge() {
    SeriesStats stats = new SeriesStats();
    for (SeriesStats pane : panes) {
      stats.merge(pane);
    }
    return stats;
  }
}
