package io.plantbeam.job;

import io.plantbeam.model.DeadLetter;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * What the steps tell that write an output.
 *
 * @param refused a dead letter for each record that is refused, in the global window with the
 *     default trigger; null where none can be
 * @param files the files of a run that is noted, as {@link RunNotes#complete} takes them, in the
 *     same window; null where there are none
 */
public record Written(PCollection<DeadLetter> refused, PCollection<KV<String, Long>> files) {
  /** Of a place that refuses nothing, and has no files. */
  public static final Written NOTHING = new Written(null, null);

  /** Of a server that can refuse records. */
  public static Written refused(PCollection<DeadLetter> refused) {
    return new Written(refused, null);
  }

  /** Of files. */
  public static Written files(PCollection<KV<String, Long>> files) {
    return new Written(null, files);
  }
}
