package io.plantbeam.stores.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * A store that Beam has no file system for, or none of its scheme: by these, ours reads, lists and
 * deletes. What a client throws may pass through as it is; {@link #explain} knows it.
 */
public interface ListedStore extends ObjectStore {

  /**
   * An object that is there.
   *
   * @param bytes its size
   * @param modifiedMillis when it was written; 0 where the store does not tell
   */
  record Found(ObjectName name, long bytes, long modifiedMillis) {}

  /**
   * Looks an object up.
   *
   * @throws IOException or the client's own, of which {@link #isMissing} tells that it is not there
   */
  Found find(ObjectName name) throws IOException;

  /**
   * Goes through the objects whose keys begin alike, page after page.
   *
   * @param beginning its key is that of no object
   */
  void list(ObjectName beginning, Consumer<Found> each) throws IOException;

  /** Reads an object to its end; closing the stream ends the request. */
  InputStream read(ObjectName name, long from) throws IOException;

  /**
   * Writes a small object if there is none of this name.
   *
   * @return whether it was written; where an answer was lost and the store was asked again, it may
   *     be false although it was
   */
  boolean putIfAbsent(byte[] content, ObjectName name) throws IOException;

  /** Deletes an object; does nothing where it is not there. */
  void delete(ObjectName name) throws IOException;
}
