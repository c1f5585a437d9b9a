package io.plantbeam.tables.lake;

import java.time.LocalDate;

/**
 * A finished file of a lake.
 *
 * @param path below the lake
 * @param location by which its store finds it
 * @param modifiedMillis when it was finished
 */
public record LakeFile(
    String path, String location, long bytes, long modifiedMillis, Partition partition) {

  /** What the folders say of all rows of a file. */
  public record Partition(String facilityId, String sensorType, LocalDate date) {}
}
