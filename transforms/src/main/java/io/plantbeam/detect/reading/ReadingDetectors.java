package io.plantbeam.detect.reading;

import io.plantbeam.detect.reading.Detector.Scope;
import java.util.List;
import java.util.Optional;

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
              BaselineDetector::new));

  /** What judges the readings of a sensor type that says nothing else. */
  public static final List<ConfiguredDetector<?>> ON_BY_DEFAULT = List.of(NOVELTY.configured());

  private ReadingDetectors() {}

  /** The detector of a name, if it is one of readings. */
  public static Optional<DetectorType<?>> named(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}
