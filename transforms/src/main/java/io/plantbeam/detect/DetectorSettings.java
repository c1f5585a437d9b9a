package io.plantbeam.detect;

import io.plantbeam.detect.reading.ConfiguredDetector;
import io.plantbeam.detect.reading.ReadingDetectors;
import io.plantbeam.detect.reading.SilenceParameters;
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
    positive("zscore.medium", zscore.medium, problems);
    positive("zscore.high", zscore.high, problems);
    positive("zscore.critical", zscore.critical, problems);
    notBelow("zscore.high", zscore.high, "zscore.medium", zscore.medium, problems);
    notBelow("zscore.critical", zscore.critical, "zscore.high", zscore.high, problems);
    atLeast(2, "zscore.minimum_readings", zscore.minimumReadings, problems);
    positive("zscore.deviation_floor", zscore.deviationFloor, problems);
    positive("trend.slope_per_minute", trend.slopePerMinute, problems);
    atLeast(2, "trend.minimum_readings", trend.minimumReadings, problems);
    atLeast(1, "stuck.readings", stuck.readings, problems);
    atLeast(0, "threshold.readings", threshold.readings, problems);
    problems.addAll(silence.problems());
    readingDetectors.forEach(detector -> problems.addAll(detector.problems()));
    return problems;
  }

  private static void positive(String name, double value, List<String> problems) {
    if (!(value > 0) || Double.isInfinite(value)) {
      problems.add("%s is %s; allowed is a number above 0.".formatted(name, Figures.format(value)));
    }
  }

  private static void notBelow(
      String name, double value, String lowerName, double lower, List<String> problems) {
    if (value < lower) {
      problems.add(
          "%s is %s; allowed is a number that is not below %s, which is %s."
              .formatted(name, Figures.format(value), lowerName, Figures.format(lower)));
    }
  }

  private static void atLeast(long least, String name, long value, List<String> problems) {
    if (value < least) {
      problems.add(
          "%s is %d; allowed is a whole number from %d upward.".formatted(name, value, least));
    }
  }
}
