package io.plantbeam.benchmark;

import io.plantbeam.detect.guard.GuardDetector;
import io.plantbeam.detect.guard.GuardParameters;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.baseline.BaselineDetector;
import io.plantbeam.detect.reading.baseline.BaselineParameters;
import io.plantbeam.detect.reading.chart.ControlRulesDetector;
import io.plantbeam.detect.reading.chart.ControlRulesParameters;
import io.plantbeam.detect.reading.chart.CusumDetector;
import io.plantbeam.detect.reading.chart.CusumParameters;
import io.plantbeam.detect.reading.chart.EwmaDetector;
import io.plantbeam.detect.reading.chart.EwmaParameters;
import io.plantbeam.detect.reading.outlier.RandomCutForestDetector;
import io.plantbeam.detect.reading.outlier.RandomCutForestParameters;
import io.plantbeam.detect.reading.outlier.RobustZDetector;
import io.plantbeam.detect.reading.outlier.RobustZParameters;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a detector with its defaults takes for a reading of a noisy series, once it has learned; for
 * an asset, with 8 channels.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorBenchmark {
  private static final int READINGS = 1 << 13;
  private static final int CHANNELS = 8;
  private static final long START_MILLIS = 1_767_225_600_000L;
  private static final MessagePosition POSITION =
      new MessagePosition(Origin.ofPartition("t", 0), 0);

  @Param({
    "guard",
    "baseline",
    "western_electric",
    "nelson",
    "cusum",
    "ewma",
    "robust_z",
    "random_cut_forest"
  })
  private String detector;

  private final double[] values = new double[READINGS];
  private SeriesInfo[] series;
  private Judge<?> judge;
  private int next;

  /** A detector and its state. */
  private static final class Judge<S> {
    private final ReadingDetector<S> detector;
    private final S state;

    Judge(ReadingDetector<S> detector) {
      this.detector = detector;
      state = detector.initial();
    }

    Score judge(Reading reading) {
      return detector.update(state, reading);
    }
  }

  @Setup(Level.Iteration)
  public void setup() {
    ReadingDetector<?> named =
        Stream.<ReadingDetector<?>>of(
                new GuardDetector(GuardParameters.DEFAULTS),
                new BaselineDetector(BaselineParameters.DEFAULTS),
                new ControlRulesDetector(ControlRulesParameters.WESTERN_ELECTRIC),
                new ControlRulesDetector(ControlRulesParameters.NELSON),
                new CusumDetector(CusumParameters.DEFAULTS),
                new EwmaDetector(EwmaParameters.DEFAULTS),
                new RobustZDetector(RobustZParameters.DEFAULTS),
                new RandomCutForestDetector(RandomCutForestParameters.DEFAULTS))
            .filter(candidate -> candidate.name().equals(detector))
            .findFirst()
            .orElseThrow();
    judge = new Judge<>(named);
    series = new SeriesInfo[named.scope() == ReadingDetector.Scope.ASSET ? CHANNELS : 1];
    for (int i = 0; i < series.length; i++) {
      series[i] = new SeriesInfo("press-17-" + i, "temperature", "temperature", "f-1", "celsius");
    }
    Random random = new Random(1);
    Arrays.setAll(values, i -> 70 + random.nextGaussian());
    next = 0;
    for (int i = 0; i < READINGS; i++) {
      update();
    }
  }

  /** A reading every 20 seconds, so that the clock goes on, too. */
  @Benchmark
  public Score update() {
    long time = (START_MILLIS + next / series.length * 20_000L) * 1000;
    double value = values[next & (READINGS - 1)];
    SeriesInfo itsSeries = series[next % series.length];
    next++;
    return judge.judge(new Reading(itsSeries, time, value, 1, RangeCheck.OK, POSITION));
  }
}
