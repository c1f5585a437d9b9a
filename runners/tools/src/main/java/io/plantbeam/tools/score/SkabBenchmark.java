package io.plantbeam.tools.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The Skoltech Anomaly Benchmark, outlier detection: one asset an experiment, with its channels for
 * sensors, and scores by {@link SkabScorer}.
 */
final class SkabBenchmark implements Benchmark {
  private static final int PUBLISHED_EXPERIMENTS = 34;

  @Override
  public String defaultDetector() {
    return "baseline";
  }

  @Override
  public List<Recording> read(Path directory) {
    return SkabData.read(directory);
  }

  @Override
  public DatasetReport judge(
      Path directory,
      String detector,
      List<Recording> recordings,
      List<RowScores> scores,
      List<RaisedAlert> alerts) {
    return new Judgement(detector, recordings, scores).findings();
  }

  /** The scores of one run. */
  private static final class Judgement {
    private final String detector;
    private final List<Recording> recordings;
    private final List<RowScores> scores;
    private final List<Confusion> alerts;
    private final double bestThreshold;
    private final Halves alertsOnHalves;
    private final Halves chosenOnHalves;

    Judgement(String detector, List<Recording> recordings, List<RowScores> scores) {
      this.detector = detector;
      this.recordings = recordings;
      this.scores = scores;
      this.alerts =
          IntStream.range(0, recordings.size())
              .mapToObj(i -> SkabScorer.count(recordings.get(i), scores.get(i).alert()))
              .toList();
      this.bestThreshold = bestThreshold(all());
      this.alertsOnHalves =
          Halves.of(recordings.size(), (chosenOn, scoredOn) -> sum(alerts, scoredOn).f1());
      this.chosenOnHalves =
          Halves.of(
              recordings.size(),
              (chosenOn, scoredOn) -> atThreshold(bestThreshold(chosenOn), scoredOn).f1());
    }

    private boolean[] all() {
      boolean[] all = new boolean[recordings.size()];
      Arrays.fill(all, true);
      return all;
    }

    private double bestThreshold(boolean[] among) {
      return SkabScorer.bestThreshold(
          chosen(recordings, among), chosen(scores, among).stream().map(RowScores::gated).toList());
    }

    private Confusion atThreshold(double threshold, boolean[] among) {
      List<Confusion> counts =
          IntStream.range(0, recordings.size())
              .mapToObj(
                  i ->
                      SkabScorer.count(
                          recordings.get(i), SkabScorer.detected(scores.get(i).gated(), threshold)))
              .toList();
      return sum(counts, among);
    }

    private static Confusion sum(List<Confusion> counts, boolean[] among) {
      return chosen(counts, among).stream().reduce(Confusion.NONE, Confusion::plus);
    }

    private static <T> List<T> chosen(List<T> all, boolean[] among) {
      return IntStream.range(0, all.size()).filter(i -> among[i]).mapToObj(all::get).toList();
    }

    DatasetReport findings() {
      return new DatasetReport(
          "Skoltech Anomaly Benchmark (SKAB), outlier detection",
          notes(),
          List.of(scoreboard(), experimentTable()),
          pictures());
    }

    private Table scoreboard() {
      String here = recordings.size() + " experiments here";
      List<Table.Row> own =
          List.of(
              row("its own threshold", sum(alerts, all()), here),
              row("best threshold, by the labels", atThreshold(bestThreshold, all()), here));
      return new Table(
          "Scoreboard: F1 (higher is better), false and missing alarm rate in percent (lower is"
              + " better)",
          List.of("detector", "F1", "FAR", "MAR", "measured on"),
          Published.with("published-skab.csv", "34 experiments, published", own));
    }

    private Table.Row row(String how, Confusion counts, String here) {
      return new Table.Row(
          List.of(
              "Plantbeam %s, %s".formatted(detector, how),
              Table.figure(counts.f1(), 3),
              Table.figure(counts.falseAlarmRate(), 2),
              Table.figure(counts.missingAlarmRate(), 2),
              here),
          true);
    }

    private List<String> notes() {
      List<String> notes = new ArrayList<>();
      notes.add(
          recordings.size() == PUBLISHED_EXPERIMENTS
              ? "All 34 experiments are here, as for the published figures."
              : ("%d experiments are here, and the published figures are for 34: the two are not"
                      + " measured on the same data.")
                  .formatted(recordings.size()));
      notes.add(
          "Rows 0 to 399 of each experiment are for learning; each later row counts by itself. The"
              + " detector's own threshold knows no labels. The best threshold, %s, is chosen by them."
                  .formatted(Table.figure(bestThreshold, 4)));
      notes.add(
          String.format(
              Locale.ROOT,
              "On %d random halves of the experiments the F1 at its own threshold is %s to %s,"
                  + " median %s; cross-validated, with the threshold chosen by the labels of the"
                  + " other half, %s to %s, median %s.",
              alertsOnHalves.count(),
              Table.figure(alertsOnHalves.least(), 3),
              Table.figure(alertsOnHalves.greatest(), 3),
              Table.figure(alertsOnHalves.median(), 3),
              Table.figure(chosenOnHalves.least(), 3),
              Table.figure(chosenOnHalves.greatest(), 3),
              Table.figure(chosenOnHalves.median(), 3)));
      int unscored = RowScores.unscored(scores);
      if (unscored > 0) {
        notes.add("%,d readings have no score and count as 0.".formatted(unscored));
      }
      notes.add("Published figures: https://github.com/waico/SKAB#outlier-detection-problem");
      return notes;
    }

    private Table experimentTable() {
      List<Table.Row> rows = new ArrayList<>();
      for (int i = 0; i < recordings.size(); i++) {
        Confusion counts = alerts.get(i);
        rows.add(
            new Table.Row(
                List.of(
                    recordings.get(i).name(),
                    Table.figure(counts.f1(), 3),
                    Table.figure(counts.falseAlarmRate(), 2),
                    Table.figure(counts.missingAlarmRate(), 2)),
                false));
      }
      return new Table(
          "Experiment by experiment, at its own threshold",
          List.of("experiment", "F1", "FAR", "MAR"),
          rows);
    }

    private List<DatasetReport.Picture> pictures() {
      return IntStream.range(0, recordings.size())
          .mapToObj(
              i ->
                  new DatasetReport.Picture(
                      recordings.get(i),
                      scores.get(i),
                      String.format(
                          Locale.ROOT,
                          "F1 %.3f, %.1f %% false alarms, %.1f %% missed",
                          alerts.get(i).f1(),
                          alerts.get(i).falseAlarmRate(),
                          alerts.get(i).missingAlarmRate()),
                      SkabScorer.LEARNING_ROWS,
                      Double.NaN))
          .toList();
    }
  }
}
