package io.plantbeam.lake.runs;

import io.plantbeam.job.SourceFile;
import io.plantbeam.output.ContentHash;
import java.io.Serializable;
import java.util.List;

/**
 * A run on files that writes to a lake.
 *
 * @param id which the same pipeline on the same files has again
 * @param pipeline the name of its kind of pipeline
 * @param replaced ids of the earlier runs whose place it takes
 * @param interrupted whether an earlier attempt has not come to its end
 */
public record LakeRun(
    String id, String pipeline, List<SourceFile> inputs, List<String> replaced, boolean interrupted)
    implements Serializable {
  /** In the footers of a run's files: its id. */
  public static final String NOTE = "plantbeam.run";

  /**
   * The id of a run: two are the same where neither a file nor what is done with it has changed.
   */
  static String idOf(String pipeline, List<SourceFile> inputs) {
    ContentHash hash = new ContentHash();
    for (SourceFile input : inputs) {
      hash.add(ContentHash.hash(input.name()), input.bytes(), input.modifiedMillis());
    }
    hash.add(ContentHash.hash(pipeline), inputs.size(), 0);
    return hash.hex();
  }
}
