package io.plantbeam.tools.score;

import java.nio.file.Path;
import java.util.List;

/** A public data set with a rule by which detectors are scored on it. */
interface Benchmark {
  /** The detector that is made for such data. */
  String defaultDetector();

  /**
   * Reads the data set in its own layout.
   *
   * @throws DatasetException where it cannot be
   */
  List<Recording> read(Path directory);

  /**
   * Applies the rule.
   *
   * @param directory of the data set, for what others have said of it
   * @param scores one for each recording
   * @param alerts that the job has raised
   */
  DatasetReport judge(
      Path directory,
      String detector,
      List<Recording> recordings,
      List<RowScores> scores,
      List<RaisedAlert> alerts);
}
