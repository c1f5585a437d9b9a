package io.plantbeam.output;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.fs.ResourceId;

/** A file before it has the name under which readers find it. */
interface UnfinishedFile {
  /** Takes the content. */
  WritableByteChannel channel();

  /** Makes it the whole file of this name, in place of one that is there. */
  void finish(ResourceId name) throws IOException;

  /** Leaves nothing of it. */
  void discard() throws IOException;
}
