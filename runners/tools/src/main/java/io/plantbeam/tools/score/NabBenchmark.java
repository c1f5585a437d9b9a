package io.plantbeam.tools.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Numenta Anomaly Benchmark: one sensor a series, and scores by {@link NabScorer}. */
final class NabBenchmark implements Benchmark {
  private static final int PUBLISHED_SERIES = 58;
  private static final double ALERTS = 0.5;

  @Override
  public String defaultDetector() {
    return "novelty";
  }

  @Override
  public List<Recording> read(Path directory) {
    return NabData.read(directory);
  }

  @Override
  public DatasetReport judge(
      Path directory,
      String detector,
      List<Recording> recordings,
      List<RowScores> scores,
      List<RaisedAlert> alerts) {
    return new Judgement(
            detector,
            recordings,
            scores,
            recordings.stream().map(series -> NabAlerts.of(series, alerts)).toList(),
            NabResults.read(directory, recordings))
        .findings();
  }

  /** The scores of one run. */
  private static final class Judgement {
    private final String detector;
    private final List<Recording> recordings;
    private final List<RowScores> scores;
    private final List<NabAlerts> raised;
    private final Map<String, List<double[]>> others;
    private final List<NabRows> rows;

    /** By profile: at the detector's own threshold, at the best one, and across halves. */
    private final Map<NabProfile, NabResult> alerts = new EnumMap<>(NabProfile.class);

    private final Map<NabProfile, NabResult> best = new EnumMap<>(NabProfile.class);
    private final Map<NabProfile, Halves> halves = new EnumMap<>(NabProfile.class);

    Judgement(
        String detector,
        List<Recording> recordings,
        List<RowScores> scores,
        List<NabAlerts> raised,
        Map<String, List<double[]>> others) {
      this.detector = detector;
      this.recordings = recordings;
      this.scores = scores;
      this.raised = raised;
      this.others = others;
      this.rows = recordings.stream().map(NabRows::of).toList();
      NabScorer byAlert = new NabScorer(rows, scores.stream().map(RowScores::alerts).toList());
      NabScorer byScore = new NabScorer(rows, scores.stream().map(RowScores::gated).toList());
      boolean[] all = byScore.all();
      for (NabProfile profile : NabProfile.values()) {
        alerts.put(profile, byAlert.at(profile, ALERTS, all));
        best.put(profile, byScore.at(profile, byScore.bestThreshold(profile, all), all));
        halves.put(
            profile,
            Halves.of(
                rows.size(),
                (chosenOn, scoredOn) ->
                    byScore
                        .at(profile, byScore.bestThreshold(profile, chosenOn), scoredOn)
                        .normalised()));
      }
    }

    DatasetReport findings() {
      return new DatasetReport(
          "Numenta Anomaly Benchmark (NAB)",
          notes(),
          List.of(scoreboard(), NabAlerts.table(detector, raised), seriesTable()),
          pictures());
    }

    private Table scoreboard() {
      String here = recordings.size() + " series here";
      List<Table.Row> rows = new ArrayList<>();
      others.forEach((other, scored) -> rows.add(otherRow(other, scored, here)));
      rows.add(row("best threshold here", here, profile -> best.get(profile).normalised()));
      rows.add(row("its own threshold", here, profile -> alerts.get(profile).normalised()));
      rows.add(row("cross-validated, median", here, profile -> halves.get(profile).median()));
      List<String> header = new ArrayList<>(List.of("detector"));
      Stream.of(NabProfile.values()).map(NabProfile::title).forEach(header::add);
      header.add("measured on");
      return new Table(
          "Scoreboard: 100 is a perfect detector, 0 one that says nothing",
          header,
          Published.with("published-nab.csv", "58 series, published", rows));
    }

    /** Another detector by the same rule on the same series. */
    private Table.Row otherRow(String other, List<double[]> scored, String here) {
      NabScorer scorer = new NabScorer(rows, scored);
      return row(
          "%s, its published scores".formatted(other),
          here,
          profile ->
              scorer
                  .at(profile, scorer.bestThreshold(profile, scorer.all()), scorer.all())
                  .normalised(),
          false);
    }

    private Table.Row row(String how, String here, Function<NabProfile, Double> figure) {
      return row("Plantbeam %s, %s".formatted(detector, how), here, figure, true);
    }

    private static Table.Row row(
        String title, String here, Function<NabProfile, Double> figure, boolean own) {
      List<String> cells = new ArrayList<>(List.of(title));
      for (NabProfile profile : NabProfile.values()) {
        cells.add(Table.figure(figure.apply(profile), 1));
      }
      cells.add(here);
      return new Table.Row(cells, own);
    }

    private List<String> notes() {
      NabResult own = alerts.get(NabProfile.STANDARD);
      List<String> notes = new ArrayList<>();
      notes.add(
          recordings.size() == PUBLISHED_SERIES
              ? "All 58 series are here, as for the published figures."
              : ("%d series are here, and the published figures are for 58: the two are not measured"
                      + " on the same data.")
                  .formatted(recordings.size()));
      notes.add(
          "What counts is the gated score (anomaly_score), which is what alerts go by. By NAB's rule"
              + " each profile has the threshold that is best on the scored series themselves: "
              + thresholds()
              + ". The detector's own threshold is fixed.");
      notes.add(
          String.format(
              Locale.ROOT,
              "At its own threshold %d of %d windows are found, with %d false alarms.",
              own.found(),
              own.windows(),
              own.falseAlarms()));
      notes.add(
          "The job raises one alert per episode of anomalies, by the detector's alert policy, and"
              + " in the rows for learning as well.");
      Halves standard = halves.get(NabProfile.STANDARD);
      notes.add(
          String.format(
              Locale.ROOT,
              "Cross-validated: the threshold is chosen on a random half of the series and scored on"
                  + " the other, %d times: %s to %s, median %s (standard).",
              standard.count(),
              Table.figure(standard.least(), 1),
              Table.figure(standard.greatest(), 1),
              Table.figure(standard.median(), 1)));
      int unscored = RowScores.unscored(scores);
      if (unscored > 0) {
        notes.add(
            "%,d readings have no score and count as 0: a reading with the time of an earlier one of"
                    .formatted(unscored)
                + " its series is a duplicate to the pipeline.");
      }
      if (!others.isEmpty()) {
        notes.add(
            "The published scores of other detectors are read from results/ and scored here by the"
                + " same rule: their best thresholds, like the detector's own, are chosen on these"
                + " series.");
      }
      notes.add("Published figures: https://github.com/numenta/NAB#scoreboard");
      return notes;
    }

    private String thresholds() {
      return Stream.of(NabProfile.values())
          .map(
              profile ->
                  "%s %s".formatted(profile.title(), threshold(best.get(profile).threshold())))
          .collect(Collectors.joining(", "));
    }

    private static String threshold(double threshold) {
      return Double.isInfinite(threshold) ? "none" : Table.figure(threshold, 4);
    }

    private Table seriesTable() {
      List<Table.Row> table = new ArrayList<>();
      for (NabResult.OfSeries series : alerts.get(NabProfile.STANDARD).series()) {
        NabResult.OfSeries atBest = best.get(NabProfile.STANDARD).series().get(series.series());
        table.add(
            new Table.Row(
                List.of(
                    recordings.get(series.series()).name(),
                    String.valueOf(series.windows()),
                    String.valueOf(series.found()),
                    String.valueOf(series.falseAlarms()),
                    Table.figure(series.points(), 3),
                    Table.figure(raised.get(series.series()).outsidePerDay(), 3),
                    String.valueOf(atBest.found()),
                    String.valueOf(atBest.falseAlarms()),
                    Table.figure(atBest.points(), 3)),
                false));
      }
      return new Table(
          "Series by series, standard profile: at best as many points as windows",
          List.of(
              "series",
              "windows",
              "found",
              "false alarms",
              "points",
              "alerts outside, per day",
              "found (best)",
              "false alarms (best)",
              "points (best)"),
          table);
    }

    private List<DatasetReport.Picture> pictures() {
      return alerts.get(NabProfile.STANDARD).series().stream()
          .map(
              series ->
                  new DatasetReport.Picture(
                      recordings.get(series.series()),
                      scores.get(series.series()),
                      String.format(
                          Locale.ROOT,
                          "%d of %d windows found, %d false alarms, %.2f points",
                          series.found(),
                          series.windows(),
                          series.falseAlarms(),
                          series.points()),
                      rows.get(series.series()).firstScored(),
                      best.get(NabProfile.STANDARD).threshold()))
          .toList();
    }
  }
}
