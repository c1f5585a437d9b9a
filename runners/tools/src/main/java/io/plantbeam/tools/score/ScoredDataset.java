package io.plantbeam.tools.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the job can be scored on. Each runs it in its own way, and has its own options. */
interface ScoredDataset {
  /** The names of the options that it takes besides those that all take. */
  Set<String> options();

  /** A sentence for each option that is missing or wrong. */
  List<String> problems();

  /**
   * Runs the job and judges what it wrote.
   *
   * @param directory for the job's input and outputs
   * @throws DatasetException where the data cannot be scored
   */
  DatasetReport score(Path directory) throws IOException;
}
