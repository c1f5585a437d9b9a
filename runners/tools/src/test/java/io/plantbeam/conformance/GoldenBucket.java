package io.plantbeam.conformance;

import io.plantbeam.testing.SharedS3;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bucket of an S3 store, in which a job puts all of its outputs that go to files. */
final class GoldenBucket {
  private final String name = SharedS3.newBucket();
  private final Path folder;

  /**
   * A bucket that is empty.
   *
   * @param folder takes what the job needs to reach the store
   */
  GoldenBucket(Path folder) {
    this.folder = folder;
  }

  /** The options of the job. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--output=s3://%s/golden".formatted(name)));
    options.addAll(SharedS3.server().access(folder));
    return options;
  }

  /** Where the objects are as files. */
  Path directory() {
    return SharedS3.server().bucket(name).resolve("golden");
  }
}
