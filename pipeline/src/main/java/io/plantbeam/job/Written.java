package io.plantbeam.job;

import io.plantbeam.model.DeadLetter;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * What the steps tell that write outputs. All of it is in the global window with the default
 * trigger.
 *
 * @param refused a dead letter for each record that is refused
 * @param files the files of a run that is noted, as {@link RunNotes#complete} takes them
 */
public record Written(
    List<PCollection<DeadLetter>> refused, List<PCollection<KV<String, Long>>> files) {
  /** Of a place that refuses nothing, and has no files. */
  public static final Written NOTHING = new Written(List.of(), List.of());

  public Written {
    refused = List.copyOf(refused);
    files = List.copyOf(files);
  }

  /** Of a server that can refuse records. */
  public static Written refused(PCollection<DeadLetter> refused) {
    return new Written(List.of(refused), List.of());
  }

  /** Of files. */
  public static Written files(PCollection<KV<String, Long>> files) {
    return new Written(List.of(), List.of(files));
  }

  /** All together. */
  static Written all(List<Written> parts) {
    return new Written(
        parts.stream().flatMap(part -> part.refused.stream()).toList(),
        parts.stream().flatMap(part -> part.files.stream()).toList());
  }
}
