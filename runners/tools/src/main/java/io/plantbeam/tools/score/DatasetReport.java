package io.plantbeam.tools.score;

import java.util.ArrayList;
import java.util.List;

/**
 * What is reported of a data set.
 *
 * @param title in a few words
 * @param notes sentences that the figures need beside them
 * @param tables the scoreboard, and the recordings one by one
 * @param pictures one for each recording; none of a data set that has too many
 */
record DatasetReport(String title, List<String> notes, List<Table> tables, List<Picture> pictures) {

  /** The same with one more sentence. */
  DatasetReport withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new DatasetReport(title, more, tables, pictures);
  }

  /**
   * What a picture shows.
   *
   * @param caption how the recording was scored
   * @param firstScored rows before it are for learning
   * @param threshold of the gated score, to be drawn; infinite or NaN where there is none to draw
   */
  record Picture(
      Recording recording, RowScores scores, String caption, int firstScored, double threshold) {}
}
