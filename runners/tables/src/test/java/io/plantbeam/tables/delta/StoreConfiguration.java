package io.plantbeam.tables.delta;

import io.plantbeam.tables.StoreSettings;
import org.apache.hadoop.conf.Configuration;

/** Lets the libraries of other formats read a store by {@link StoreFileSystem} too. */
public final class StoreConfiguration {
  private StoreConfiguration() {}

  public static Configuration of(StoreSettings settings) {
    Configuration conf = new Configuration();
    StoreFileSystem.configure(conf, settings);
    return conf;
  }
}
