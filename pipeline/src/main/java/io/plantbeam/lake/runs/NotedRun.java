package io.plantbeam.lake.runs;

import io.plantbeam.job.RunNotes;
import io.plantbeam.lake.store.LakeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run on files whose steps note what they write, beside a lake.
 *
 * @param directory of the lake; the folders of other outputs are beside it
 */
public record NotedRun(String directory, LakeRun run) implements RunNotes {

  @Override
  public String id() {
    return run.id();
  }

  @Override
  public void begin() throws IOException {
    records().begin(run);
  }

  @Override
  public void naming(String name) throws IOException {
    LakeDirectory lake = LakeDirectory.of(directory);
    new RunRecords(lake).naming(run, lake.above().pathOf(name));
  }

  @Override
  public void complete(Map<String, Long> files) throws IOException {
    LakeDirectory lake = LakeDirectory.of(directory);
    LakeDirectory above = lake.above();
    List<WrittenFile> ofLake = new ArrayList<>();
    List<String> others = new ArrayList<>();
    files.forEach(
        (name, rows) -> {
          if (lake.holds(name)) {
            ofLake.add(new WrittenFile(lake.pathOf(name), rows));
          } else {
            others.add(above.pathOf(name));
          }
        });
    new RunRecords(lake).complete(run, ofLake, others);
  }

  private RunRecords records() {
    return new RunRecords(LakeDirectory.of(directory));
  }
}
