package io.plantbeam.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * Stores of objects that the program reaches by clients of its own, so that these libraries need
 * none. All that goes over is of the JDK: each side has its own version of everything else.
 */
public interface ObjectAccess {
  /** Where there are none. */
  ObjectAccess NONE = new NoObjects();

  /** Whether an object is reached by this. */
  boolean reaches(String location);

  /** An object that is there. */
  record StoredObject(String location, long bytes, long modifiedMillis) {}

  /** All objects whose location begins with a text, in no order. */
  List<StoredObject> list(String beginning) throws IOException;

  /**
   * An object, which is read from any place.
   *
   * @throws java.io.FileNotFoundException if it is not there
   */
  SeekableByteChannel open(String location) throws IOException;

  /** Begins an object, which is there, whole, when the stream is closed. */
  OutputStream create(String location) throws IOException;

  /**
   * Makes a small object that is not there.
   *
   * @return whether it was made; false if there is one of this name, whoever made it
   */
  boolean putIfAbsent(String location, byte[] content) throws IOException;

  /** Deletes an object; does nothing where it is not there. */
  void delete(String location) throws IOException;
}
