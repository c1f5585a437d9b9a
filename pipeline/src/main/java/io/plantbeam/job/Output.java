package io.plantbeam.job;

import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.OutputSchema;
import java.time.Duration;
import org.apache.beam.sdk.values.PCollection;

/**
 * What a pipeline makes, declared where it is made.
 *
 * @param name of the output: of its folder, its index, or whatever a sink keeps it in
 * @param step how the names of the steps that write it end
 * @param schema the fields of a record; null of {@link #readings}, whose elements are batches
 * @param records in the windows in which they were made
 * @param lateness how far the timestamps of a stream's records can be behind the watermark
 * @param notes of the run on files that writes it; null of any other
 */
public record Output<T>(
    String name,
    String step,
    OutputSchema<T> schema,
    PCollection<T> records,
    Duration lateness,
    RunNotes notes) {
  /** The name of the readings that are archived. */
  public static final String READINGS = "readings";

  /** Records of a schema, which gives the output its name. */
  public static <T> Output<T> of(
      String step, OutputSchema<T> schema, PCollection<T> records, Duration lateness) {
    return new Output<>(schema.name(), step, schema, records, lateness, null);
  }

  /** All readings that are neither dead letters nor duplicates, in batches of one series each. */
  public static Output<EnrichedBatch> readings(PCollection<EnrichedBatch> batches) {
    return new Output<>(READINGS, "Readings", null, batches, Duration.ZERO, null);
  }

  /** The same of a run that is noted. */
  Output<T> notedBy(RunNotes newNotes) {
    return new Output<>(name, step, schema, records, lateness, newNotes);
  }

  /**
   * The records of an output that is known by its schema.
   *
   * @throws IllegalArgumentException if it has another schema
   */
  @SuppressWarnings("unchecked")
  public <R> PCollection<R> recordsOf(OutputSchema<R> expected) {
    if (schema != expected) {
      throw new IllegalArgumentException(
          "%s is not an output of %s".formatted(name, expected.name()));
    }
    return (PCollection<R>) records;
  }

  /**
   * The readings that are archived.
   *
   * @throws IllegalArgumentException if this is another output
   */
  @SuppressWarnings("unchecked")
  public PCollection<EnrichedBatch> batches() {
    if (!name.equals(READINGS)) {
      throw new IllegalArgumentException("%s is an output of records".formatted(name));
    }
    return (PCollection<EnrichedBatch>) records;
  }
}
