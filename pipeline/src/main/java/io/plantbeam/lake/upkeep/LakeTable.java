package io.plantbeam.lake.upkeep;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A table that is made of the files of a lake, whose snapshots name them. Files are named by their
 * paths in the lake's directory; each change is one commit.
 */
public interface LakeTable {

  /**
   * Puts files in the place of others, without a change of rows. Called when the new files are
   * complete and have their names, and again after a crash: files that have left or come already
   * are passed over.
   */
  void swap(List<String> replaced, List<String> replacements);

  /** Takes the readings of all days before a day out of the table, by event time in UTC. */
  void dropBefore(LocalDate day);

  /** The files that the table has now or that an earlier snapshot needs. */
  Set<String> neededFiles();
}
