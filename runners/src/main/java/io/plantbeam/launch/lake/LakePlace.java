package io.plantbeam.launch.lake;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.lake.store.LakeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Where the lake is, and how it is reached. */
public final class LakePlace {
  @Option(
      names = "--lake",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the lake, which is the folder readings of a job's --output.")
  private String directory;

  @Unmatched private final List<String> more = new ArrayList<>();

  /** As it was given. */
  public String directory() {
    return directory;
  }

  /** The options of its file system. */
  public List<String> options() {
    return List.copyOf(more);
  }

  /**
   * The lake.
   *
   * @throws InvalidOptionsException where there is none, or an option is not known
   */
  LakeDirectory open() throws IOException {
    try {
      // What is no option of the command is one of the file system.
      FileSystems.setDefaultPipelineOptions(
          PipelineOptionsFactory.fromArgs(more.toArray(String[]::new)).create());
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(
          List.of("%s: %s".formatted(String.join(" ", more), e.getMessage())));
    }
    LakeDirectory lake;
    try {
      lake = LakeDirectory.of(directory);
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException(
          List.of("--lake=%s: %s".formatted(directory, e.getMessage())));
    }
    if (lake.list("").isEmpty()) {
      throw new InvalidOptionsException(
          List.of(
              "--lake=%s: has no file; allowed is the directory of a lake, such as out/readings"
                  .formatted(directory)));
    }
    boolean isOutput =
        lake.list("readings/").stream().anyMatch(file -> file.path().endsWith(".parquet"));
    if (isOutput) {
      throw new InvalidOptionsException(
          List.of(
              "--lake=%s: is the output of a job, and its lake is %sreadings; give that one"
                  .formatted(directory, lake)));
    }
    return lake;
  }
}
