package io.plantbeam.tools.score;

import java.util.List;

/**
 * What was raised for some faults.
 *
 * @param medianDelay seconds, of the caught ones; NaN where there are none
 * @param lateDelay the 95th percentile of the same
 * @param alertsPerFault mean over all of them
 * @param incidentsPerFault mean over all of them
 */
record FaultSummary(
    int faults,
    int caught,
    int byChance,
    double medianDelay,
    double lateDelay,
    double alertsPerFault,
    double incidentsPerFault) {

  static final List<String> HEADER =
      List.of(
          "caught",
          "by chance",
          "median delay, s",
          "95th percentile, s",
          "alerts per fault",
          "incidents per fault");

  static FaultSummary of(List<FaultOutcome> outcomes) {
    double[] delays =
        outcomes.stream()
            .filter(FaultOutcome::caught)
            .mapToDouble(outcome -> outcome.delayMillis().orElseThrow() / 1000.0)
            .sorted()
            .toArray();
    return new FaultSummary(
        outcomes.size(),
        delays.length,
        (int) outcomes.stream().filter(FaultOutcome::byChance).count(),
        percentile(delays, 50),
        percentile(delays, 95),
        outcomes.stream().mapToInt(FaultOutcome::alerts).average().orElse(Double.NaN),
        outcomes.stream().mapToInt(FaultOutcome::incidents).average().orElse(Double.NaN));
  }

  /** By the nearest rank: the least one that so many percent do not exceed. */
  private static double percentile(double[] sorted, int percent) {
    int rank = (sorted.length * percent + 99) / 100;
    return sorted.length == 0 ? Double.NaN : sorted[rank - 1];
  }

  /** As the cells of a table, by {@link #HEADER}. */
  List<String> cells() {
    return List.of(
        "%d of %d".formatted(caught, faults),
        String.valueOf(byChance),
        Table.figure(medianDelay, 0),
        Table.figure(lateDelay, 0),
        Table.figure(alertsPerFault, 2),
        Table.figure(incidentsPerFault, 2));
  }
}
