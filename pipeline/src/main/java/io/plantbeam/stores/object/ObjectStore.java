package io.plantbeam.stores.object;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A kind of object store. A file system of Beam's reads and lists, or, of a {@link ListedStore},
 * ours; here is what Beam's does not do: write an object as a whole, and say what is wrong.
 *
 * <p>An object is there whole or not at all: readers never see a part of it, and what a process
 * that was killed has sent is not there.
 */
public interface ObjectStore {

  /** The scheme of its URIs. */
  String scheme();

  /** What other programs call the scheme. */
  default Set<String> otherSchemes() {
    return Set.of();
  }

  /** How a URI is written, such as {@code s3://BUCKET/KEY}. */
  default String form() {
    return scheme() + "://BUCKET/KEY";
  }

  /** Whether what stands for the bucket in a URI can be one. */
  default boolean isBucket(String bucket) {
    return true;
  }

  /** The interface of its options, each a {@link io.plantbeam.options.Parameter}. */
  Class<? extends PipelineOptions> options();

  /**
   * What of the options that Beam has for this store cannot be given.
   *
   * @return sentences that name the options, and hold no secret
   */
  default List<String> refusals(PipelineOptions options) {
    return List.of();
  }

  /**
   * Takes the options of a job, before Beam's file systems do: called in every process that opens
   * files for it.
   */
  void configure(PipelineOptions options);

  /**
   * Writes an object, and replaces the one of this name.
   *
   * @throws IOException with a sentence that names it
   */
  void put(Spool content, ObjectName name) throws IOException;

  /**
   * Tries out whether objects can be written, and leaves nothing behind.
   *
   * @param directory below which they would be
   * @throws IOException with a sentence that says what is wrong
   */
  void tryToWrite(ObjectName directory) throws IOException;

  /**
   * Asks for what is there, once.
   *
   * @return what is wrong, as a sentence; empty where the store answers
   */
  Optional<String> problemWith(ObjectName name);

  /**
   * Says in a sentence for users what a failure means.
   *
   * @return empty where the failure is not the store's
   */
  Optional<String> explain(ObjectName name, Throwable failure);

  /** Whether a failure says that there is no such object. */
  boolean isMissing(Throwable failure);

  /** Whether a failure is one after which the same can be asked again. */
  boolean mayPass(Throwable failure);

  /**
   * Lists what there is whose name begins with a text, in any order.
   *
   * @throws IOException with a sentence
   */
  default List<StoredObject> list(ObjectName prefix) throws IOException {
    return BeamFiles.list(prefix.toString());
  }

  /**
   * Deletes objects, also those that are not there any more.
   *
   * @throws IOException with a sentence; some may be gone then, and some not
   */
  default void delete(List<ObjectName> names) throws IOException {
    BeamFiles.delete(names.stream().map(ObjectName::toString).toList());
  }

  /**
   * Forgets the uploads below a directory that were begun and never ended, which cost as much as
   * objects and which nobody sees.
   *
   * @param age how long ago they have begun at least
   * @return how many there were
   * @throws IOException with a sentence
   */
  int forgetUnfinished(ObjectName directory, Duration age) throws IOException;
}
