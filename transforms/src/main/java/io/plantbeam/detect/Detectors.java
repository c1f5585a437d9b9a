package io.plantbeam.detect;

import io.plantbeam.detect.guard.GuardDetector;
import io.plantbeam.detect.limit.DetectLimits;
import io.plantbeam.detect.reading.ReadingDetectorType;
import io.plantbeam.detect.reading.baseline.BaselineDetector;
import io.plantbeam.detect.reading.chart.ControlRulesDetector;
import io.plantbeam.detect.reading.chart.CusumDetector;
import io.plantbeam.detect.reading.chart.EwmaDetector;
import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.reading.outlier.RandomCutForestDetector;
import io.plantbeam.detect.reading.outlier.RobustZDetector;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.silence.SilenceWatch;
import io.plantbeam.detect.threshold.DetectThresholdBreaches;
import io.plantbeam.detect.window.StuckDetector;
import io.plantbeam.detect.window.TrendDetector;
import io.plantbeam.detect.window.ZScoreDetector;
import java.util.ArrayList;
import java.util.List;

/**
 * All detectors. One that is added here can be named in settings, and runs; alerts, priorities,
 * tables and tests go by what its type says of it.
 */
public final class Detectors {
  /** In the order in which they are listed and judge; the names differ. */
  public static final List<DetectorType<?>> ALL =
      List.of(
          // Of the statistics of each window.
          ZScoreDetector.TYPE,
          TrendDetector.TYPE,
          StuckDetector.TYPE,
          // Of the limits in the asset registry.
          DetectLimits.TYPE,
          DetectThresholdBreaches.TYPE,
          // Of readings that do not come.
          SilenceWatch.TYPE,
          // Of each reading, by those before it; this one also of each minute, by its machine.
          GuardDetector.TYPE,
          // Of each reading, by those before it.
          NoveltyDetector.TYPE,
          BaselineDetector.TYPE,
          ControlRulesDetector.WESTERN_ELECTRIC,
          ControlRulesDetector.NELSON,
          CusumDetector.TYPE,
          EwmaDetector.TYPE,
          RobustZDetector.TYPE,
          RandomCutForestDetector.TYPE);

  private Detectors() {}

  /** Those of each reading, in their order. */
  public static List<ReadingDetectorType<?>> ofReadings() {
    List<ReadingDetectorType<?>> types = new ArrayList<>();
    for (DetectorType<?> type : ALL) {
      if (type instanceof ReadingDetectorType<?> ofReadings) {
        types.add(ofReadings);
      }
    }
    return types;
  }
}
