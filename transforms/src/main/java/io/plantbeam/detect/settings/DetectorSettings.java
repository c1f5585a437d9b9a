package io.plantbeam.detect.settings;

import io.plantbeam.detect.reading.ReadingDetectors;
import io.plantbeam.detect.silence.SilenceParameters;
import io.plantbeam.model.Figures;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * From where on the detectors raise an anomaly, for the series of one sensor type.
 *
 * @param readingDetectors those that judge each reading, in the order in which they do
 */
public record DetectorSettings(
    ZScore zscore,
    Trend trend,
    Stuck stuck,
    Threshold threshold,
    List<ConfiguredDetector<?>> readingDetectors,
    SilenceParameters silence)
    implements Serializable {

  /** The settings of a sensor type that says nothing else. */
  public static final DetectorSettings DEFAULTS =
      new DetectorSettings(
          new ZScore(true, 3, 4, 5, 10, 0.1),
          new Trend(true, 10, 5),
          new Stuck(true, 10),
          new Threshold(true, 5));

  public DetectorSettings {
    readingDetectors = List.copyOf(readingDetectors);
  }

  /** Window detectors, with the detectors of readings that are on where settings name none. */
  public DetectorSettings(ZScore zscore, Trend trend, Stuck stuck, Threshold threshold) {
    this(
        zscore,
        trend,
        stuck,
        threshold,
        ReadingDetectors.ON_BY_DEFAULT,
        SilenceParameters.DEFAULTS);
  }

  /** The same with other detectors of readings. */
  public DetectorSettings withReadingDetectors(List<ConfiguredDetector<?>> detectors) {
    return new DetectorSettings(zscore, trend, stuck, threshold, detectors, silence);
  }

  /** The same with or without the detection of silence. */
  public DetectorSettings withSilence(SilenceParameters parameters) {
    return new DetectorSettings(zscore, trend, stuck, threshold, readingDetectors, parameters);
  }

  /**
   * The last reading of a window against the others.
   *
   * @param medium an anomaly is {@code medium} above this many standard deviations
   * @param high {@code high} above this many
   * @param critical {@code critical} above this many
   * @param minimumReadings how many other readings there must be
   * @param deviationFloor the least standard deviation to divide by, in the unit of the readings
   */
  public record ZScore(
      boolean enabled,
      double medium,
      double high,
      double critical,
      long minimumReadings,
      double deviationFloor)
      implements Serializable {}

  /**
   * The slope of a window.
   *
   * @param slopePerMinute an anomaly is above this, rising or falling, in the unit of the readings
   * @param minimumReadings how many readings there must be
   */
  public record Trend(boolean enabled, double slopePerMinute, long minimumReadings)
      implements Serializable {}

  /**
   * A window in which all readings are equal.
   *
   * @param readings an anomaly has more than these
   */
  public record Stuck(boolean enabled, long readings) implements Serializable {}

  /**
   * Readings outside the thresholds of the asset registry in one minute.
   *
   * @param readings an anomaly has more than these
   */
  public record Threshold(boolean enabled, long readings) implements Serializable {}

  /** What is wrong with these settings, a sentence each; empty where nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    ParameterProblems ofZscore =
        new ParameterProblems("zscore")
            .positive("medium", zscore.medium)
            .positive("high", zscore.high)
            .positive("critical", zscore.critical);
    notBelow("high", zscore.high, "medium", zscore.medium, ofZscore);
    notBelow("critical", zscore.critical, "high", zscore.high, ofZscore);
    problems.addAll(
        ofZscore
            .wholeFrom("minimum_readings", zscore.minimumReadings, 2)
            .positive("deviation_floor", zscore.deviationFloor)
            .list());
    problems.addAll(
        new ParameterProblems("trend")
            .positive("slope_per_minute", trend.slopePerMinute)
            .wholeFrom("minimum_readings", trend.minimumReadings, 2)
            .list());
    problems.addAll(new ParameterProblems("stuck").wholeFrom("readings", stuck.readings, 1).list());
    problems.addAll(
        new ParameterProblems("threshold").wholeFrom("readings", threshold.readings, 0).list());
    problems.addAll(silence.problems());
    readingDetectors.forEach(detector -> problems.addAll(detector.problems()));
    return problems;
  }

  private static void notBelow(
      String name, double value, String lowerName, double lower, ParameterProblems problems) {
    problems.demand(
        !(value < lower),
        name,
        Figures.format(value),
        "a number that is not below zscore.%s, which is %s"
            .formatted(lowerName, Figures.format(lower)));
  }
}
