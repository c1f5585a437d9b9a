package io.plantbeam.tables;

/** A table format. Its class is a service of {@link java.util.ServiceLoader}. */
public interface LakeTables {
  /** The value of {@code --format}. */
  String format();

  /**
   * Opens a table, which need not be there.
   *
   * @throws TableException if the settings cannot be used
   */
  LakeTable open(TableSettings settings);
}
