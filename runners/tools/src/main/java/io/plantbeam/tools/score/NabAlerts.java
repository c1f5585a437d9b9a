package io.plantbeam.tools.score;

import java.util.List;

/**
 * Alerts of the job on one series.
 *
 * @param inside those at the time of a label
 * @param outside all others, those in the rows for learning among them
 * @param days from the first row to the last, without the labels
 */
record NabAlerts(long inside, long outside, double days) {
  private static final double DAY_MILLIS = 86_400_000;

  /**
   * Counts the alerts of a series.
   *
   * @param alerts of all series
   */
  static NabAlerts of(Recording series, List<RaisedAlert> alerts) {
    String sensor = series.channels().get(0).sensorId();
    List<RaisedAlert> own =
        alerts.stream().filter(alert -> alert.sensorId().equals(sensor)).toList();
    long inside =
        own.stream()
            .filter(
                alert ->
                    series.labels().stream()
                        .anyMatch(label -> covers(series, label, alert.millis())))
            .count();
    long[] times = series.times();
    double millis = times[times.length - 1] - times[0];
    for (RowRange label : series.labels()) {
      millis -= times[label.last()] - times[label.first()];
    }
    return new NabAlerts(inside, own.size() - inside, millis / DAY_MILLIS);
  }

  /** What is told of all series. */
  static Table table(String detector, List<NabAlerts> series) {
    NabAlerts all = series.stream().reduce(new NabAlerts(0, 0, 0), NabAlerts::plus);
    return new Table(
        "Alerts that the job raises: those outside labels per series and day",
        List.of("detector", "alerts", "outside labels", "days", "per series and day"),
        List.of(
            new Table.Row(
                List.of(
                    "Plantbeam " + detector,
                    String.valueOf(all.inside + all.outside),
                    String.valueOf(all.outside),
                    Table.figure(all.days, 1),
                    Table.figure(all.outsidePerDay(), 3)),
                true)));
  }

  private static boolean covers(Recording series, RowRange label, long millis) {
    return millis >= series.times()[label.first()] && millis <= series.times()[label.last()];
  }

  private NabAlerts plus(NabAlerts other) {
    return new NabAlerts(inside + other.inside, outside + other.outside, days + other.days);
  }

  /** Per series and day; NaN where all of it is labelled. */
  double outsidePerDay() {
    return days > 0 ? outside / days : Double.NaN;
  }
}
