package io.plantbeam.tools.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The scores that the job has written, {@code scores/*.ndjson}, brought back to the rows. */
final class ScoreFiles {
  private final String detector;
  private final Map<String, Target> targets = new HashMap<>();
  private final Set<String> otherDetectors = new TreeSet<>();
  private long lines;

  /** Where the scores of a sensor go. */
  private record Target(Map<Long, Integer> rowOfTime, RowScores scores, BitSet scored) {}

  private ScoreFiles(String detector) {
    this.detector = detector;
  }

  /**
   * Reads the scores of one detector.
   *
   * <p>Of rows with one time the first has the score, as of readings with one identity the job
   * keeps the first.
   *
   * @param directory with the files, and possibly those of other detectors
   * @return one for each recording
   * @throws DatasetException where the detector has scored nothing
   */
  static List<RowScores> read(Path directory, String detector, List<Recording> recordings)
      throws IOException {
    return new ScoreFiles(detector).read(directory, recordings);
  }

  private List<RowScores> read(Path directory, List<Recording> recordings) throws IOException {
    List<RowScores> empty = recordings.stream().map(this::expect).toList();
    NdjsonFiles.forEachLine(directory, this::add);
    if (lines == 0) {
      throw new DatasetException(
          "The job has written no score of the detector '%s'; %s."
              .formatted(
                  detector,
                  otherDetectors.isEmpty()
                      ? "there are no scores at all"
                      : "there are scores of " + String.join(", ", otherDetectors)));
    }
    return recordings.stream()
        .map(recording -> counted(recording, empty.get(recordings.indexOf(recording))))
        .toList();
  }

  private RowScores expect(Recording recording) {
    int rows = recording.rows();
    RowScores scores = new RowScores(new double[rows], new double[rows], new boolean[rows], 0);
    Map<Long, Integer> rowOfTime = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      rowOfTime.putIfAbsent(recording.times()[row], row);
    }
    recording
        .channels()
        .forEach(
            channel ->
                targets.put(channel.sensorId(), new Target(rowOfTime, scores, new BitSet())));
    return scores;
  }

  private void add(JsonNode score) {
    if (!score.path("detector").asText().equals(detector)) {
      otherDetectors.add(score.path("detector").asText());
      return;
    }
    lines++;
    Target target = targets.get(score.path("sensor_id").asText());
    if (target == null) {
      throw new DatasetException(
          "There is a score of sensor '%s', which the data set does not have."
              .formatted(score.path("sensor_id").asText()));
    }
    Integer row =
        target.rowOfTime.get(Instant.parse(score.path("timestamp").asText()).toEpochMilli());
    if (row == null) {
      throw new DatasetException(
          "There is a score of sensor '%s' at %s, when it has no reading."
              .formatted(score.path("sensor_id").asText(), score.path("timestamp").asText()));
    }
    RowScores scores = target.scores;
    scores.raw()[row] = Math.max(scores.raw()[row], score.path("raw_score").asDouble());
    scores.gated()[row] = Math.max(scores.gated()[row], score.path("anomaly_score").asDouble());
    scores.alert()[row] |= score.path("alert").asBoolean();
    target.scored.set(row);
  }

  private RowScores counted(Recording recording, RowScores scores) {
    int unscored =
        recording.channels().stream()
            .mapToInt(
                channel -> recording.rows() - targets.get(channel.sensorId()).scored.cardinality())
            .sum();
    return new RowScores(scores.raw(), scores.gated(), scores.alert(), unscored);
  }
}
