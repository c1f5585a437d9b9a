package io.plantbeam.tools.simulate;

/**
 * How one measure behaves when nothing is wrong: a level, a daily cycle around it, and
 * autocorrelated noise. The deviation of power and flow stays so small that their slope over the
 * first minute of a run is not a trend.
 *
 * @param field the JSON field
 * @param metric the metric of the series
 * @param dailyAmplitude of the cycle
 * @param deviation standard deviation of the noise
 * @param decimals digits after the point that the sensor sends, at most 3
 */
record MeasureModel(
    String field,
    String metric,
    double level,
    double dailyAmplitude,
    double deviation,
    int decimals) {

  /** A single value is named by its sensor type. */
  static MeasureModel single(
      String sensorType, double level, double dailyAmplitude, double deviation, int decimals) {
    return new MeasureModel("value", sensorType, level, dailyAmplitude, deviation, decimals);
  }

  static MeasureModel typed(
      String name, double level, double dailyAmplitude, double deviation, int decimals) {
    return new MeasureModel(name, name, level, dailyAmplitude, deviation, decimals);
  }

  MeasureModel shifted(double offset) {
    return new MeasureModel(field, metric, level + offset, dailyAmplitude, deviation, decimals);
  }

  /** A healthy sensor stays above. */
  double low() {
    return level - dailyAmplitude - 8 * deviation;
  }

  /** A healthy sensor stays below. */
  double high() {
    return level + dailyAmplitude + 8 * deviation;
  }
}
