package io.plantbeam.tools.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.reading.ReadingDetector;
import io.plantbeam.detect.reading.Score;
import io.plantbeam.detect.reading.novelty.NoveltyDetector;
import io.plantbeam.detect.reading.novelty.NoveltyParameters;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.tools.PlantbeamWithTools;
import io.plantbeam.tools.simulate.machines.MachinePlantSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int score(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "score";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return PlantbeamWithTools.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String report() throws IOException {
    return Files.readString(folder.resolve("report/index.html"));
  }

  private void assertRefused(List<String> sentences, String... options) {
    assertEquals(2, score(options));
    assertEquals(sentences, err.toString().lines().toList());
    assertEquals("", out.toString());
  }

  @Test
  void seriesOfNabAreScoredByWhatThePipelineWouldAlertOn() throws IOException {
    Path work = folder.resolve("work");
    assertEquals(
        0,
        score(
            "--dataset=nab",
            "--data=" + NabFixture.directory(),
            "--output=" + folder.resolve("report"),
            "--work=" + work),
        err::toString);
    List<Recording> recordings = NabData.read(NabFixture.directory());
    List<RowScores> written =
        ScoreFiles.read(work.resolve("results/scores"), "novelty", recordings);
    assertEquals(0, RowScores.unscored(written));
    for (int i = 0; i < recordings.size(); i++) {
      assertAsByTheDetectorAlone(recordings.get(i), written.get(i));
    }

    NabScorer byAlert =
        new NabScorer(
            recordings.stream().map(NabRows::of).toList(),
            written.stream().map(RowScores::alerts).toList());
    NabResult standard = byAlert.at(NabProfile.STANDARD, 0.5, byAlert.all());
    assertEquals(
        Table.figure(standard.normalised(), 1),
        cells("Plantbeam novelty, its own threshold").get(0));
    assertEquals(List.of("74.9", "65.1", "80.4"), cells("ARTime").subList(0, 3));
    assertEquals("92.3", cells("numenta, its published scores").get(0));
    assertTrue(out.toString().contains("2 series are here, and the published figures are for 58"));

    String html = report();
    assertEquals(2, html.split("<svg ", -1).length - 1);
    for (NabResult.OfSeries series : standard.series()) {
      assertTrue(
          html.contains(
              "<b>%s</b> %d of %d windows found, %d false alarms"
                  .formatted(
                      recordings.get(series.series()).name(),
                      series.found(),
                      series.windows(),
                      series.falseAlarms())),
          html);
    }
  }

  private List<String> cells(String row) {
    String line =
        out.toString()
            .lines()
            .filter(text -> text.substring(Math.min(2, text.length())).startsWith(row + " "))
            .findFirst()
            .orElseThrow();
    return List.of(line.substring(2 + row.length()).strip().split(" +", -1));
  }

  private static void assertAsByTheDetectorAlone(Recording recording, RowScores written) {
    RowScores alone = byDetectorAlone(recording);
    assertArrayEquals(alone.raw(), written.raw(), recording.name());
    assertArrayEquals(alone.gated(), written.gated(), recording.name());
    assertArrayEquals(alone.alert(), written.alert(), recording.name());
  }

  private static RowScores byDetectorAlone(Recording recording) {
    return judge(new NoveltyDetector(NoveltyParameters.DEFAULTS), recording);
  }

  /** In event-time order, with the first of several readings of one time. */
  private static <S> RowScores judge(ReadingDetector<S> detector, Recording recording) {
    int rows = recording.rows();
    RowScores scores = new RowScores(new double[rows], new double[rows], new boolean[rows], 0);
    Map<Long, Integer> rowOfTime = new TreeMap<>();
    for (int row = 0; row < rows; row++) {
      rowOfTime.putIfAbsent(recording.times()[row], row);
    }
    S state = detector.initial();
    SeriesInfo series = new SeriesInfo("s", "m", null, null, null);
    rowOfTime.forEach(
        (time, row) -> {
          double value = recording.channels().get(0).values()[row];
          Score score =
              detector.update(
                  state,
                  new Reading(
                      series,
                      time * 1000,
                      value,
                      1,
                      RangeCheck.OK,
                      new MessagePosition(Origin.ofFile("f"), row)));
          scores.raw()[row] = score.raw();
          scores.gated()[row] = score.gated();
          scores.alert()[row] = score.alert();
        });
    return scores;
  }

  /** Two channels that leave their range for good in row 500, of which the labels know. */
  @Test
  void experimentsOfSkabAreScoredAsAssets() throws IOException {
    StringBuilder csv = new StringBuilder("datetime;Pressure;Flow & rate;anomaly;changepoint\n");
    for (int row = 0; row < 600; row++) {
      int anomaly = row < 500 ? 0 : 1;
      csv.append(
          "2020-03-09 10:%02d:%02d;%s;%s;%d.0;0.0\n"
              .formatted(
                  row / 60,
                  row % 60,
                  1 + row % 7 / 10.0 + 50 * anomaly,
                  30 + row % 5 - 50 * anomaly,
                  anomaly));
    }
    Path data = Files.createDirectories(folder.resolve("skab/data/valve1"));
    Files.writeString(data.resolve("0.csv"), csv);

    assertEquals(
        0,
        score(
            "--dataset=skab",
            "--data=" + folder.resolve("skab"),
            "--output=" + folder.resolve("report")),
        err::toString);
    double f1 = Double.parseDouble(cells("Plantbeam baseline, its own threshold").get(0));
    assertTrue(f1 > 0.95, out::toString);
    String html = report();
    assertEquals(1, html.split("<svg ", -1).length - 1);
    assertTrue(html.contains("Flow &amp; rate"), html);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          Set.of("report", "skab"),
          left.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void whatIsMissingIsSaid() {
    assertRefused(List.of("--dataset is missing; allowed are nab, plant, skab, tep."));
    err.getBuffer().setLength(0);
    assertRefused(
        List.of("--data is missing; allowed is the directory of the data set."), "--dataset=nab");
  }

  @Test
  void optionsOfAnotherDataSetAreRefused() {
    assertRefused(
        List.of(
            "--data: --dataset=plant has no such option.",
            "--detector: --dataset=plant has no such option.",
            "--sensors=2: allowed is 3 to 10000."),
        "--dataset=plant",
        "--detector=novelty",
        "--sensors=2",
        "--data=" + folder);
    err.getBuffer().setLength(0);
    assertRefused(
        List.of("--seed: --dataset=skab has no such option."),
        "--dataset=skab",
        "--seed=2",
        "--data=" + folder);
  }

  /** Three sensors for two days, a reading every minute: some 8,600 readings, twice. */
  @Test
  void theAlarmLoadOfASimulatedPlantIsThatOfItsAlerts() throws IOException {
    Path work = folder.resolve("work");
    Path sensorTypes =
        Files.writeString(
            folder.resolve("types.yaml"), "detectors: {novelty: {alert_from: medium}}");
    assertEquals(
        0,
        score(
            "--dataset=plant",
            "--sensorTypes=" + sensorTypes,
            "--seed=3",
            "--sensors=3",
            "--days=2",
            "--interval=60s",
            "--output=" + folder.resolve("report"),
            "--work=" + work),
        err::toString);
    List<RaisedAlert> alerts = AlertFiles.read(work.resolve("results/alerts"), "healthy");
    Instant secondDay = MachinePlantSettings.START.plus(Duration.ofDays(1));
    long later =
        alerts.stream().filter(alert -> alert.millis() >= secondDay.toEpochMilli()).count();
    assertFalse(AlertFiles.read(work.resolve("results/alerts"), "faulty").isEmpty(), out::toString);
    List<String> load = cells("all detectors");
    assertEquals(Table.figure(1000.0 * later / 3, 1), load.get(0));
    assertEquals(Table.figure(1000.0 * (alerts.size() - later) / 3, 1), load.get(2));

    List<String> faults = Files.readAllLines(work.resolve("labels.ndjson"));
    assertTrue(faults.size() >= 2, faults::toString);
    String caught = cells("all kinds").get(2);
    assertEquals(String.valueOf(faults.size()), caught, out::toString);
    assertTrue(report().contains("<td>all kinds</td>"));
    assertFalse(report().contains("Pictures"));
  }

  @Test
  void whatDoesNotExistIsSaid() {
    assertRefused(
        List.of("--dataset=yahoo: allowed are nab, plant, skab, tep."), "--dataset=yahoo");
    err.getBuffer().setLength(0);
    assertRefused(
        List.of(
            "--data=/no/such/place: there is no such directory.",
            "--detector=crystal-ball: allowed are "
                + Detectors.ofReadings().stream()
                    .map(type -> type.name())
                    .collect(Collectors.joining(", "))
                + "."),
        "--dataset=nab",
        "--data=/no/such/place",
        "--detector=crystal-ball");
  }

  @Test
  void aDirectoryThatHoldsNoDataSetIsRefusedBeforeAnythingIsRun() {
    assertRefused(
        List.of(folder + "/labels/combined_windows.json: there is no such file."),
        "--dataset=nab",
        "--data=" + folder);
  }

  @Test
  void aDirectoryInUseIsNoWorkDirectory() throws IOException {
    Files.writeString(folder.resolve("mine"), "");
    assertRefused(
        List.of("--work=%s: allowed is an empty directory, or a new one.".formatted(folder)),
        "--dataset=nab",
        "--data=" + NabFixture.directory(),
        "--work=" + folder);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefusedBeforeAnythingIsRun() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(
        List.of(
            "--output=%s/report: this directory cannot be made or written to.".formatted(file),
            "--work=%s/work: this directory cannot be made or written to.".formatted(file)),
        "--dataset=nab",
        "--data=" + NabFixture.directory(),
        "--output=" + file.resolve("report"),
        "--work=" + file.resolve("work"));
  }

  @Test
  void helpNamesTheLayoutsAndTheExitCodes() {
    assertEquals(0, score("--help"));
    assertTrue(out.toString().contains("labels/combined_windows.json"), out::toString);
    assertTrue(out.toString().contains("Exit codes:"), out::toString);
  }
}
