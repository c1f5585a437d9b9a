package io.plantbeam.lake.runs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.plantbeam.job.SourceFile;
import java.util.List;

/**
 * What is kept beside a lake of a run on files.
 *
 * @param run its id, which follows from what it reads
 * @param pipeline the name of its kind of pipeline
 * @param complete whether its last attempt has come to its end
 * @param inputs the files that it reads
 * @param files how many files of the lake it has written
 * @param rows how many readings are in them
 * @param list the path of the list of these files; null where it has never come to its end
 * @param compacted whether some of these files were put together with others since
 * @param outputs the files of other outputs that it has written, by their paths beside the lake
 * @param obsolete files of the lake whose place has been taken, and which may not be deleted yet
 * @param obsoleteOutputs the same of files of other outputs
 * @param replaced ids of runs whose place has been taken, and whose records may not be deleted yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunRecord(
    @JsonProperty("run") String run,
    @JsonProperty("pipeline") String pipeline,
    @JsonProperty("complete") boolean complete,
    @JsonProperty("inputs") List<SourceFile> inputs,
    @JsonProperty("files") long files,
    @JsonProperty("rows") long rows,
    @JsonProperty("list") String list,
    @JsonProperty("compacted") boolean compacted,
    @JsonProperty("outputs") List<String> outputs,
    @JsonProperty("obsolete") List<String> obsolete,
    @JsonProperty("obsolete_outputs") List<String> obsoleteOutputs,
    @JsonProperty("replaced") List<String> replaced) {

  public RunRecord {
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
    obsolete = obsolete == null ? List.of() : List.copyOf(obsolete);
    obsoleteOutputs = obsoleteOutputs == null ? List.of() : List.copyOf(obsoleteOutputs);
    replaced = replaced == null ? List.of() : List.copyOf(replaced);
  }

  /** Of a run that writes its first file. */
  static RunRecord begun(LakeRun run) {
    return new RunRecord(
        run.id(),
        run.pipeline(),
        false,
        run.inputs(),
        0,
        0,
        null,
        false,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same while an attempt is under way, with what is known of the last one that ended. */
  RunRecord begunAgain() {
    return new RunRecord(
        run,
        pipeline,
        false,
        inputs,
        files,
        rows,
        list,
        compacted,
        outputs,
        obsolete,
        obsoleteOutputs,
        replaced);
  }

  /** Whether a crash may have left something to delete. */
  boolean isUnsettled() {
    return !obsolete.isEmpty() || !obsoleteOutputs.isEmpty() || !replaced.isEmpty();
  }

  /** The same with nothing left to delete. */
  RunRecord settled() {
    return new RunRecord(
        run, pipeline, complete, inputs, files, rows, list, compacted, outputs, List.of(),
        List.of(), List.of());
  }

  /** The same with another list of files. */
  RunRecord withFiles(long newFiles, long newRows, String newList, boolean isCompacted) {
    return new RunRecord(
        run,
        pipeline,
        complete,
        inputs,
        newFiles,
        newRows,
        newList,
        isCompacted,
        outputs,
        obsolete,
        obsoleteOutputs,
        replaced);
  }
}
