package io.plantbeam.lake.runs;

import io.plantbeam.stores.Stores;
import io.plantbeam.testing.SharedS3;
import java.nio.file.Path;

/** The same in a store, whose files the server has in a directory. */
class RunRecordsOnS3Test extends RunRecordsTest {
  private final String bucket = SharedS3.newBucket();

  @Override
  String location() {
    Stores.open(SharedS3.server().options(SharedS3.server().url()));
    return "s3://%s/lake".formatted(bucket);
  }

  @Override
  Path directory() {
    return SharedS3.server().bucket(bucket).resolve("lake");
  }
}
