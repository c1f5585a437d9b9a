package io.plantbeam.peer;

/**
 * What is kept of the readings of one sensor in one window: means and sums of squares about them,
 * moved on reading by reading (Welford, "Note on a Method for Calculating Corrected Sums of Squares
 * and Products", Technometrics 4, 1962).
 */
final class WindowFigures {
  private static final double MILLIS_PER_MINUTE = 60_000;

  String facilityId;
  String equipmentId;
  long count;

  /** Milliseconds since the epoch; other times are kept as distances from it. */
  long firstTime;

  long lastTime;
  double lastValue;
  double min;
  double max;
  double mean;
  double meanTime;
  double valueSquares;
  double timeSquares;
  double products;

  /** Takes a reading in. */
  void add(Reading reading) {
    double value = reading.value;
    if (count++ == 0) {
      facilityId = reading.facilityId;
      equipmentId = reading.equipmentId;
      firstTime = reading.time;
      lastTime = reading.time;
      lastValue = value;
      min = value;
      max = value;
      mean = value;
      return;
    }
    double time = reading.time - firstTime;
    double fromMean = value - mean;
    double fromMeanTime = time - meanTime;
    mean += fromMean / count;
    meanTime += fromMeanTime / count;
    valueSquares += fromMean * (value - mean);
    timeSquares += fromMeanTime * (time - meanTime);
    products += fromMeanTime * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (reading.time > lastTime || (reading.time == lastTime && value > lastValue)) {
      lastTime = reading.time;
      lastValue = value;
    }
  }

  /** The sample standard deviation, NaN below 2 readings. */
  double stddev() {
    return count < 2 ? Double.NaN : Math.sqrt(valueSquares / (count - 1));
  }

  /** The least-squares slope of value over event time, NaN below 2 distinct times. */
  double slopePerMinute() {
    return timeSquares > 0 ? products / timeSquares * MILLIS_PER_MINUTE : Double.NaN;
  }

  /**
   * How many standard deviations of the other readings the last one is from their mean; NaN below 3
   * readings, and where the others are all equal.
   */
  double lastZ() {
    if (count < 3) {
      return Double.NaN;
    }
    double fromMean = lastValue - mean;
    double meanOfOthers = mean - fromMean / (count - 1);
    double squaresOfOthers = valueSquares - fromMean * fromMean * count / (count - 1);
    return squaresOfOthers > 0
        ? (lastValue - meanOfOthers) / Math.sqrt(squaresOfOthers / (count - 2))
        : Double.NaN;
  }

  /** The same figures in an object of its own. */
  WindowFigures copy() {
    WindowFigures copy = new WindowFigures();
    copy.facilityId = facilityId;
    copy.equipmentId = equipmentId;
    copy.count = count;
    copy.firstTime = firstTime;
    copy.lastTime = lastTime;
    copy.lastValue = lastValue;
    copy.min = min;
    copy.max = max;
    copy.mean = mean;
    copy.meanTime = meanTime;
    copy.valueSquares = valueSquares;
    copy.timeSquares = timeSquares;
    copy.products = products;
    return copy;
  }
}
