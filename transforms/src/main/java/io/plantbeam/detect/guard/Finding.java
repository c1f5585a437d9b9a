package io.plantbeam.detect.guard;

import io.plantbeam.detect.reading.MinuteFigures;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Figures;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Symptom;
import io.plantbeam.model.Timestamps;

/**
 * What a view makes of a minute.
 *
 * @param score the figure divided by its threshold
 * @param low the least mean that would have been expected
 * @param high the greatest
 */
record Finding(MachineView view, double score, double low, double high) {
  private static final long MINUTE_MILLIS = 60_000;

  /**
   * Of the change from the minutes before.
   *
   * @param threshold of the change
   * @param expected so many thresholds are still expected
   */
  static Finding ofChange(
      MachineView view, MinuteFigures minute, double threshold, double expected) {
    double bound = expected * threshold;
    double before = minute.mean() - minute.change();
    return new Finding(view, Math.abs(minute.change()) / threshold, before - bound, before + bound);
  }

  /**
   * Of the level; has the score 0 where it is not judged yet.
   *
   * @param shareOfRange so much of the range of earlier hours may it be outside of it
   */
  static Finding ofLevel(
      MachineView view, MinuteFigures minute, double shareOfRange, double expected) {
    if (!minute.hasLevel()) {
      return new Finding(view, 0, Double.NaN, Double.NaN);
    }
    double threshold = Math.max(minute.levelBound(), shareOfRange * (minute.high() - minute.low()));
    double outside = Math.max(minute.mean() - minute.high(), minute.low() - minute.mean());
    double bound = expected * threshold;
    return new Finding(
        view, Math.max(0, outside) / threshold, minute.low() - bound, minute.high() + bound);
  }

  /** Of a run of equal readings that is too long; by how much is not known here. */
  static Finding ofStuck(double expected) {
    return new Finding(MachineView.STUCK, expected, Double.NaN, Double.NaN);
  }

  /**
   * What is published of it.
   *
   * @param alone whether there is no other sensor that could have moved
   */
  Anomaly anomaly(SeriesContext context, MinuteFigures minute, boolean alone) {
    long minutes = Minutes.few(minute.lengthMillis()) * minute.lengthMillis() / MINUTE_MILLIS;
    long end = Timestamps.toMicros(minute.endMillis());
    long start = end - Timestamps.toMicros(minutes * MINUTE_MILLIS);
    return new Anomaly(
        GuardDetector.NAME,
        context,
        score >= GuardDetector.TYPE.scoreScale().criticalFrom() ? Severity.CRITICAL : Severity.HIGH,
        score,
        end,
        start,
        end,
        minute.mean(),
        low,
        high,
        evidence(context.series().unit(), minute, minutes, alone),
        Symptom.of(view.symptom(alone), since(minute, start))
            .at(minute.mean())
            .changedBy(minute.change())
            .usually(minute.mean() - minute.change()),
        minute.recent());
  }

  private long since(MinuteFigures minute, long start) {
    return view == MachineView.STUCK ? Timestamps.toMicros(minute.stuckSinceMillis()) : start;
  }

  private String evidence(String unit, MinuteFigures minute, long minutes, boolean alone) {
    if (view == MachineView.STUCK) {
      return "%s (%s): %s in all readings for %d minutes; %s."
          .formatted(
              GuardDetector.NAME,
              view.text(),
              Figures.format(minute.mean(), unit),
              (minute.endMillis() - minute.stuckSinceMillis()) / MINUTE_MILLIS,
              view.others());
    }
    return GuardDetector.NAME
        + " ("
        + view.text()
        + "): "
        + Figures.format(minute.mean(), unit)
        + ", the mean of "
        + minutes
        + " minutes, after "
        + Figures.format(minute.mean() - minute.change(), unit)
        + " in those before; expected was "
        + Figures.format(low)
        + " to "
        + Figures.format(high)
        + (alone ? "" : "; " + view.others())
        + ".";
  }
}
