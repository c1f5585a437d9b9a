package io.plantbeam.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A table whose data are the files of a lake. Each change is one commit, which is there as a whole
 * or not at all, and which a change of somebody else's at the same time does not undo.
 *
 * <p>Files are named by their path below the lake, {@code
 * facility_id=…/sensor_type=…/date=…/readings-….parquet}. All methods throw {@link TableException}
 * where the table, the catalog or a file is not what it has to be, and {@link
 * TableUnavailableException} where a server or a store does not do its part.
 */
public interface LakeTable extends AutoCloseable {
  /**
   * Makes the table have what the lake has: finished files that no snapshot of the table has or had
   * come in, and files that are in the table and no longer in the lake leave it. Where there is
   * nothing to do nothing is committed. A table that is not there yet is made.
   *
   * @param progress told how many files have come in, after each commit
   */
  Registration register(LongConsumer progress);

  /**
   * Puts files in the place of others, in one commit, without a change of rows. Files that have
   * left already, and those that have come already, are passed over; so a repeat does nothing. The
   * replaced files stay where they are, for earlier snapshots, until {@link #forget}.
   *
   * @param replaced paths of files that leave
   * @param replacements paths of files that are in the lake, complete
   */
  void swap(List<String> replaced, List<String> replacements);

  /**
   * Takes the readings of all days before a day out of the table, in one commit. The files stay
   * where they are, for earlier snapshots, until {@link #forget}.
   *
   * @param day the first that stays, of event time in UTC
   * @param dryRun whether only to say what would leave
   * @return the paths of the files that leave
   */
  List<String> dropBefore(LocalDate day, boolean dryRun);

  /**
   * Forgets what the table was: snapshots older than a time, but not the present one, and deletes
   * the files of the lake that only they need. A crash between leaves nothing that comes back into
   * the table.
   *
   * @param dryRun whether only to say what would be deleted
   * @return the paths of the files that were deleted
   */
  List<String> forget(Instant olderThan, boolean dryRun);

  /** The paths of the files that the table has now; none where it is not there. */
  Set<String> files();

  /** The paths of the files that the table has now or that an earlier snapshot needs. */
  Set<String> neededFiles();

  /** The id of the present snapshot or version; null where there is none. */
  String snapshot();

  /** Its name for messages. */
  String name();

  @Override
  void close();
}
