package io.plantbeam.detect.reading;

import io.plantbeam.detect.reading.ReadingDetector.Scope;
import io.plantbeam.detect.reading.baseline.BaselineDetector;
import io.plantbeam.detect.reading.baseline.BaselineParameters;
import io.plantbeam.detect.reading.chart.ControlRulesDetector;
import io.plantbeam.detect.reading.chart.ControlRulesParameters;
import io.plantbeam.detect.reading.chart.CusumDetector;
import io.plantbeam.detect.reading.chart.CusumParameters;
import io.plantbeam.detect.reading.chart.EwmaDetector;
import io.plantbeam.detect.reading.chart.EwmaParameters;
import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.reading.novelty.NoveltyParameters;
import io.plantbeam.detect.reading.outlier.RandomCutForestDetector;
import io.plantbeam.detect.reading.outlier.RandomCutForestParameters;
import io.plantbeam.detect.reading.outlier.RobustZDetector;
import io.plantbeam.detect.reading.outlier.RobustZParameters;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorType;
import java.util.List;

/** All detectors of readings. One that is added here can be named in settings, and runs. */
public final class ReadingDetectors {
  private static final DetectorType<NoveltyParameters> NOVELTY =
      DetectorType.of(
          NoveltyDetector.NAME,
          Scope.SERIES,
          NoveltyParameters.DEFAULTS,
          NoveltyParameters::problems,
          NoveltyDetector::new);

  /** In the order in which they are listed; the names differ. */
  public static final List<DetectorType<?>> ALL =
      List.of(
          NOVELTY,
          DetectorType.of(
              BaselineDetector.NAME,
              Scope.ASSET,
              BaselineParameters.DEFAULTS,
              BaselineParameters::problems,
              BaselineDetector::new),
          controlRules(ControlRulesParameters.WESTERN_ELECTRIC),
          controlRules(ControlRulesParameters.NELSON),
          DetectorType.of(
              CusumDetector.NAME,
              Scope.SERIES,
              CusumParameters.DEFAULTS,
              CusumParameters::problems,
              CusumDetector::new),
          DetectorType.of(
              EwmaDetector.NAME,
              Scope.SERIES,
              EwmaParameters.DEFAULTS,
              EwmaParameters::problems,
              EwmaDetector::new),
          DetectorType.of(
              RobustZDetector.NAME,
              Scope.SERIES,
              RobustZParameters.DEFAULTS,
              RobustZParameters::problems,
              RobustZDetector::new),
          DetectorType.of(
              RandomCutForestDetector.NAME,
              Scope.SERIES,
              RandomCutForestParameters.DEFAULTS,
              RandomCutForestParameters::problems,
              RandomCutForestDetector::new));

  /** What judges the readings of a sensor type that says nothing else. */
  public static final List<ConfiguredDetector<?>> ON_BY_DEFAULT = List.of(NOVELTY.configured());

  private ReadingDetectors() {}

  private static DetectorType<ControlRulesParameters> controlRules(
      ControlRulesParameters defaults) {
    return DetectorType.of(
        defaults.ruleSet().detector(),
        Scope.SERIES,
        defaults,
        ControlRulesParameters::problems,
        ControlRulesDetector::new);
  }

  /** Whether a detector is one of readings, whose scores are from 0 to 1. */
  public static boolean judges(String detector) {
    return ALL.stream().anyMatch(type -> type.name().equals(detector));
  }

  /** Whether a detector is one of readings that judges assets. */
  public static boolean judgesAssets(String detector) {
    return ALL.stream()
        .anyMatch(type -> type.scope() == Scope.ASSET && type.name().equals(detector));
  }
}
