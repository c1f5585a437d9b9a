package io.plantbeam.tools.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The Tennessee Eastman process: one asset per run, and as is usual with these data the share of
 * the rows of a fault that are alerted on, beside the share of rows without a fault.
 */
final class TepBenchmark implements Benchmark {
  /** Faults that hardly show in any channel; most publications leave them out of means. */
  private static final Set<Integer> HARDLY_VISIBLE = Set.of(3, 9, 15);

  private static final int PUBLISHED_FAULTS = 21;

  @Override
  public String defaultDetector() {
    return "baseline";
  }

  @Override
  public List<Recording> read(Path directory) {
    return TepData.read(directory);
  }

  @Override
  public DatasetReport judge(
      Path directory,
      String detector,
      List<Recording> recordings,
      List<RowScores> scores,
      List<RaisedAlert> alerts) {
    int learningRows = TepData.learningRows(recordings);
    List<TepOutcome> outcomes =
        IntStream.range(0, recordings.size())
            .mapToObj(i -> TepOutcome.of(recordings.get(i), learningRows, scores.get(i)))
            .toList();
    List<DatasetReport.Picture> pictures =
        IntStream.range(0, recordings.size())
            .mapToObj(
                i ->
                    new DatasetReport.Picture(
                        recordings.get(i),
                        scores.get(i),
                        outcomes.get(i).caption(),
                        learningRows,
                        Double.NaN))
            .toList();
    return new DatasetReport(
        "Tennessee Eastman process",
        notes(learningRows, outcomes, scores),
        List.of(summary(detector, outcomes), faultTable(outcomes)),
        pictures);
  }

  private static Table summary(String detector, List<TepOutcome> outcomes) {
    List<TepOutcome> all = outcomes.stream().filter(outcome -> outcome.fault() > 0).toList();
    List<TepOutcome> visible =
        all.stream().filter(outcome -> !HARDLY_VISIBLE.contains(outcome.fault())).toList();
    return new Table(
        "In percent of rows: detected of faults, mean over the faults (higher is better), and false"
            + " alarms (lower is better)",
        List.of(
            "detector",
            "detected, without faults 3, 9, 15",
            "detected, all faults",
            "false alarms, d00_te",
            "false alarms, rows before faults"),
        List.of(
            new Table.Row(
                List.of(
                    "Plantbeam %s, its own threshold".formatted(detector),
                    Table.figure(meanDetected(visible), 1),
                    Table.figure(meanDetected(all), 1),
                    Table.figure(outcomes.get(0).falseAlarmRate(), 2),
                    Table.figure(
                        all.stream()
                            .mapToDouble(TepOutcome::falseAlarmRate)
                            .average()
                            .orElse(Double.NaN),
                        2)),
                true)));
  }

  private static double meanDetected(List<TepOutcome> outcomes) {
    return outcomes.stream().mapToDouble(TepOutcome::detectedRate).average().orElse(Double.NaN);
  }

  private static Table faultTable(List<TepOutcome> outcomes) {
    List<Table.Row> rows =
        outcomes.stream()
            .filter(outcome -> outcome.fault() > 0)
            .map(
                outcome ->
                    new Table.Row(
                        List.of(
                            outcome.fault()
                                + (HARDLY_VISIBLE.contains(outcome.fault())
                                    ? ", hardly visible"
                                    : ""),
                            Table.figure(outcome.detectedRate(), 1),
                            outcome.delay().isPresent()
                                ? String.valueOf(outcome.delay().getAsLong())
                                : "-",
                            Table.figure(outcome.falseAlarmRate(), 2)),
                        false))
            .toList();
    return new Table(
        "Fault by fault",
        List.of("fault", "detected, %", "delay, min", "false alarms before, %"),
        rows);
  }

  private static List<String> notes(
      int learningRows, List<TepOutcome> outcomes, List<RowScores> scores) {
    List<String> notes = new ArrayList<>();
    int faults = outcomes.size() - 1;
    if (faults < PUBLISHED_FAULTS) {
      notes.add("%d of the %d published faults are here.".formatted(faults, PUBLISHED_FAULTS));
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "Every run comes after the %d rows of d00, which are for learning and not judged. Of the"
                + " run each row counts by itself: it is detected if one of its readings alerts. The"
                + " threshold knows no labels.",
            learningRows));
    notes.add(
        "The delay is the time from the first row of the fault to its first row that alerts.");
    int unscored = IntStream.range(0, scores.size()).map(i -> scores.get(i).unscored()).sum();
    if (unscored > 0) {
      notes.add("%,d readings have no score and count as 0.".formatted(unscored));
    }
    return notes;
  }
}
