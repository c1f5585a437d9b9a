package io.plantbeam.job;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/**
 * Notes what a run on files writes, so that another run can take its place: what the steps of the
 * job tell on its workers.
 */
public interface RunNotes extends Serializable {

  /** By which the run is known; the same run again has the same. */
  String id();

  /** Notes that the run is about to write its first file; each worker says so. */
  void begin() throws IOException;

  /**
   * Notes that a file is about to get its name, so that it can be found if the run is killed. Not
   * needed of a file in which the run's id stands.
   *
   * @param name all of it
   */
  void naming(String name) throws IOException;

  /**
   * Notes what the run has written, now that all of it is there, and deletes that whose place it
   * takes.
   *
   * @param files by their names, and how many readings of the lake are in each
   */
  void complete(Map<String, Long> files) throws IOException;
}
