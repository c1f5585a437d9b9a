package io.plantbeam.stores;

import io.plantbeam.config.FileUris;
import io.plantbeam.stores.azure.AzureStore;
import io.plantbeam.stores.gcs.GcsStore;
import io.plantbeam.stores.object.BeamFiles;
import io.plantbeam.stores.object.ObjectName;
import io.plantbeam.stores.object.ObjectStore;
import io.plantbeam.stores.object.Spool;
import io.plantbeam.stores.object.StoredObject;
import io.plantbeam.stores.s3.S3Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.MimeTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by their names, wherever they are: on local disks, in an object store, or in another file
 * system that Beam knows.
 *
 * <p>Whoever opens files outside of a job first calls {@link #open(Map)}, or {@link
 * FileSystems#setDefaultPipelineOptions} with options that are there; that tells the stores theirs.
 */
public final class Stores {
  /** All, in the order of the help. */
  public static final List<ObjectStore> ALL =
      List.of(new S3Store(), new AzureStore(), new GcsStore());

  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  /** Nobody sends one object for so long. */
  private static final Duration UNFINISHED = Duration.ofHours(24);

  private Stores() {}

  /**
   * Makes files known to a command that runs no job: local ones, and those of stores by these
   * options.
   *
   * @param options of {@link #options}, by name; with references to secrets, not secrets
   * @throws IllegalArgumentException if one is not an option
   */
  public static void open(Map<String, String> options) {
    options().forEach(PipelineOptionsFactory::register);
    FileSystems.setDefaultPipelineOptions(
        PipelineOptionsFactory.fromArgs(
                options.entrySet().stream()
                    .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                    .toArray(String[]::new))
            .create());
  }

  /** The store of a URI; empty where it is not of an object store. */
  public static Optional<ObjectStore> of(String name) {
    return ALL.stream().filter(store -> name.startsWith(store.scheme() + "://")).findFirst();
  }

  /** The interfaces of their options. */
  public static List<Class<? extends PipelineOptions>> options() {
    return List.copyOf(
        ALL.stream().<Class<? extends PipelineOptions>>map(ObjectStore::options).toList());
  }

  /** Whether a URI is that of an object or of what may hold objects. */
  public static boolean isObject(String name) {
    return of(name).isPresent();
  }

  /**
   * Opens a file or object. What is read of an object goes on where a connection was lost.
   *
   * @throws IOException with a sentence where it is an object's
   */
  public static ReadableByteChannel open(String name) throws IOException {
    Optional<ObjectStore> store = of(name);
    return store.isEmpty()
        ? FileSystems.open(FileSystems.matchNewResource(name, false))
        : new ResumingChannel(name, store.get());
  }

  /**
   * Reads a small file or object as a whole. The store is asked first, without patience: somebody
   * waits.
   *
   * @param limit the bytes that are read at most
   * @throws NoSuchFileException if there is none of this name
   * @throws IOException with the end of a sentence
   */
  public static byte[] read(String name, int limit) throws IOException {
    if (isObject(name) && !FileUris.isKnownToBeam(name)) {
      // By a command that has no options of stores: they are what every client finds.
      open(Map.of());
    }
    requireAnswer(name);
    try (InputStream in = Channels.newInputStream(open(name))) {
      return in.readNBytes(limit);
    } catch (FileNotFoundException e) {
      throw (IOException) new NoSuchFileException(name).initCause(e);
    }
  }

  /** Writes an object of a store. */
  public static void put(Spool content, String name) throws IOException {
    of(name).orElseThrow().put(content, ObjectName.of(name));
  }

  /**
   * Lists what there is, but on local disks, whose name begins with a text; in any order.
   *
   * @throws IOException with a sentence
   */
  public static List<StoredObject> list(String prefix) throws IOException {
    Optional<ObjectStore> store = of(prefix);
    return store.isEmpty() ? BeamFiles.list(prefix) : store.get().list(ObjectName.of(prefix));
  }

  /**
   * Deletes files or objects of one bucket, also those that are not there any more.
   *
   * @throws IOException with a sentence
   */
  public static void delete(List<String> names) throws IOException {
    Optional<ObjectStore> store = names.stream().findFirst().flatMap(Stores::of);
    if (store.isEmpty()) {
      BeamFiles.delete(names);
    } else {
      store.get().delete(names.stream().map(ObjectName::of).toList());
    }
  }

  /** Writes a small file or object, in place of one of this name. */
  public static void write(String name, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    if (isObject(name)) {
      try (Spool spool = new Spool()) {
        spool.write(bytes);
        put(spool, name);
      }
      return;
    }
    try (WritableByteChannel file =
        FileSystems.create(FileSystems.matchNewResource(name, false), MimeTypes.TEXT)) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }

  /**
   * Ends the uploads below a directory that killed processes have left, where it is in an object
   * store; those of the last day stay, because somebody may still be sending them. What goes wrong
   * is logged: the next one does it.
   */
  public static void forgetUnfinished(String directory) {
    Optional<ObjectStore> store = of(directory);
    if (store.isEmpty()) {
      return;
    }
    try {
      int ended = store.get().forgetUnfinished(ObjectName.of(directory), UNFINISHED);
      if (ended > 0) {
        LOG.info("Ended {} uploads to {} that were begun over a day ago", ended, directory);
      }
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /**
   * Asks the store of a name, once and without patience, so that whoever launches a job is told at
   * once what is wrong. Does nothing where it is of no object store.
   *
   * @throws IOException with the end of a sentence
   */
  public static void requireAnswer(String name) throws IOException {
    Optional<String> problem = of(name).flatMap(store -> store.problemWith(ObjectName.of(name)));
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }
}
