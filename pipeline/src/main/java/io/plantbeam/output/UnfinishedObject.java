package io.plantbeam.output;

import io.plantbeam.stores.Stores;
import io.plantbeam.stores.object.Spool;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * An object of a store, in which nothing can be renamed: it stays on this machine until its name is
 * known, and is sent as a whole. Nothing of it is in the store before, however the process ends.
 */
final class UnfinishedObject implements UnfinishedFile {
  private final Spool spool = new Spool();

  @Override
  public WritableByteChannel channel() {
    return spool;
  }

  @Override
  public void finish(ResourceId name) throws IOException {
    Stores.put(spool, name.toString());
    spool.close();
  }

  @Override
  public void discard() throws IOException {
    spool.close();
  }
}
