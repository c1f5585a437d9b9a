package io.plantbeam.benchmark;

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

  @Param({
    "baseline",
    "western_electric",
    "nelson",
    "cusum",
    "ewma",
    "robust_z",
    "random_cut_forest"
  })
  private String detector;

  private final Reading[] readings = new Reading[READINGS];
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
    int channels = named.scope() == ReadingDetector.Scope.ASSET ? CHANNELS : 1;
    SeriesInfo[] series = new SeriesInfo[channels];
    for (int i = 0; i < channels; i++) {
      series[i] = new SeriesInfo("press-17-" + i, "temperature", "temperature", "f-1", "celsius");
    }
    Random random = new Random(1);
    MessagePosition position = new MessagePosition(Origin.ofPartition("t", 0), 0);
    for (int i = 0; i < READINGS; i++) {
      long time = (1_767_225_600_000L + i / channels * 1_000L) * 1000;
      readings[i] =
          new Reading(
              series[i % channels], time, 70 + random.nextGaussian(), 1, RangeCheck.OK, position);
      judge.judge(readings[i]);
    }
  }

  @Benchmark
  public Score update() {
    next = (next + 1) & (READINGS - 1);
    return judge.judge(readings[next]);
  }
}
