package io.plantbeam.lake.runs;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.SourceFile;
import io.plantbeam.lake.store.LakeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a run on files would write readings to a lake that another run has written already: one
 * that has read some of the same files, and others beside them, or the same files when they were
 * shorter. The same run again writes the same files, or takes its own place.
 */
public final class Overlap {
  private final String output;
  private final boolean replace;
  private final List<String> problems = new ArrayList<>();

  private Overlap(String output, boolean replace) {
    this.output = output;
    this.replace = replace;
  }

  /**
   * Looks at the records of a lake before a run begins, and does what a crash has left to do.
   *
   * @param output the value of {@code --output}
   * @param pipeline the name of the run's kind of pipeline
   * @param inputs the files that it reads
   * @param replace whether it may take the place of earlier runs
   * @throws InvalidOptionsException if readings would be there twice, or be lost
   */
  public static LakeRun check(
      LakeDirectory lake, String output, String pipeline, List<SourceFile> inputs, boolean replace)
      throws IOException {
    new RunRecords(lake).settle();
    return look(lake, output, pipeline, inputs, replace);
  }

  /** The same long before a run begins, and changes nothing. */
  public static LakeRun look(
      LakeDirectory lake, String output, String pipeline, List<SourceFile> inputs, boolean replace)
      throws IOException {
    RunRecords records = new RunRecords(lake);
    String id = LakeRun.idOf(pipeline, inputs);
    Overlap overlap = new Overlap(output, replace);
    List<String> replaced = new ArrayList<>();
    boolean interrupted = false;
    Set<String> names = inputs.stream().map(SourceFile::name).collect(Collectors.toSet());
    for (RunRecord record : records.all()) {
      if (record.run().equals(id)) {
        interrupted = !record.complete();
        overlap.checkRepeat(record);
      } else if (record.inputs().stream().anyMatch(input -> names.contains(input.name()))) {
        overlap.checkOther(record, names);
        replaced.add(record.run());
      }
    }
    if (!overlap.problems.isEmpty()) {
      throw new InvalidOptionsException(overlap.problems);
    }
    return new LakeRun(id, pipeline, inputs, replaced, interrupted);
  }

  private void checkRepeat(RunRecord record) {
    if (record.compacted()) {
      problems.add(
          "--output=%s: has the readings of this run already, in files that were compacted since, so"
                  .formatted(output)
              + " that they would be there twice; give another --output");
    }
  }

  private void checkOther(RunRecord record, Set<String> names) {
    String common =
        named(record.inputs().stream().map(SourceFile::name).filter(names::contains).toList());
    String holds =
        record.complete()
            ? "holds readings of %s from an earlier run".formatted(common)
            : "holds readings of %s from a run that was stopped, or has not ended yet"
                .formatted(common);
    List<String> others =
        record.inputs().stream()
            .map(SourceFile::name)
            .filter(name -> !names.contains(name))
            .toList();
    if (record.compacted()) {
      problems.add(
          "--output=%s: %s, in files that were compacted since, so that this run cannot take its"
                  .formatted(output, holds)
              + " place; give another --output");
    } else if (!replace) {
      problems.add(
          "--output=%s: %s, which would be there twice; give another --output, or --overlap=replace,"
                  .formatted(output, holds)
              + " by which this run takes the place of that one");
    } else if (!others.isEmpty()) {
      problems.add(
          "--overlap=replace: the earlier run has read %s too, whose readings would be gone; have"
                  .formatted(named(others))
              + " this run read all that it takes the place of, or give another --output");
    }
  }

  private static String named(List<String> names) {
    return names.size() == 1
        ? names.get(0)
        : "%s and %,d more".formatted(names.get(0), names.size() - 1);
  }
}
