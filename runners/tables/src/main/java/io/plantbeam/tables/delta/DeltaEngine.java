package io.plantbeam.tables.delta;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.plantbeam.tables.StoreSettings;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.local.RawLocalFs;

/** How Delta's library reaches files. */
final class DeltaEngine {
  private DeltaEngine() {}

  static Engine of(StoreSettings settings) {
    Configuration conf = new Configuration(false);
    // Hadoop's usual ones leave files with checksums beside those that they write.
    conf.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    conf.setBoolean("fs.file.impl.disable.cache", true);
    conf.setClass("fs.AbstractFileSystem.file.impl", RawLocalFs.class, AbstractFileSystem.class);
    StoreFileSystem.configure(conf, settings);
    return DefaultEngine.create(conf);
  }
}
