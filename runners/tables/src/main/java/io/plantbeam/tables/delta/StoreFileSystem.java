package io.plantbeam.tables.delta;

import io.plantbeam.tables.StoreSettings;
import io.plantbeam.tables.store.Store;
import io.plantbeam.tables.store.Stores;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * A store of objects for Delta's library, which asks for a file system of Hadoop's. So there is one
 * way to a store, with one set of options, and no need for Hadoop's own of several hundred
 * megabytes. A directory is there where a file is in it.
 */
public class StoreFileSystem extends FileSystem {
  /** The library asks for a file system for each file; a program has one for each settings. */
  private static final Map<StoreSettings, Map<String, Store>> STORES = new ConcurrentHashMap<>();

  /**
   * Of the process: the library reads checkpoints by a configuration that it makes itself, which
   * knows this class as a service alone.
   */
  private static volatile StoreSettings settings = StoreSettings.DEFAULT;

  private URI uri;
  private Store store;

  /** Has all file systems to come reach stores by these settings. */
  static void configure(Configuration conf, StoreSettings newSettings) {
    settings = newSettings;
    for (String scheme : List.of("s3", "gs", "abfss")) {
      conf.setBoolean("fs.%s.impl.disable.cache".formatted(scheme), true);
      conf.set("io.delta.kernel.logStore.%s.impl".formatted(scheme), StoreLogStore.class.getName());
    }
    // Hadoop's own names another.
    conf.setClass("fs.abfss.impl", StoreFileSystem.OfAzure.class, FileSystem.class);
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    setConf(conf);
    uri = URI.create("%s://%s".formatted(name.getScheme(), name.getAuthority()));
    StoreSettings now = settings;
    store =
        STORES
            .computeIfAbsent(now, each -> new ConcurrentHashMap<>())
            .computeIfAbsent(getScheme(), each -> Stores.of(uri.toString(), now));
  }

  @Override
  public String getScheme() {
    return "s3";
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) {
    return new FSDataInputStream(new Input(store.io().newInputFile(location(path)).newStream()));
  }

  private static String location(Path path) {
    return path.toString();
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    OutputFile file = store.io().newOutputFile(location(path));
    if (!overwrite && file.toInputFile().exists()) {
      throw new FileAlreadyExistsException(path + " is there already");
    }
    return new FSDataOutputStream(file.createOrOverwrite(), null);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("objects do not grow");
  }

  @Override
  public boolean rename(Path source, Path target) {
    throw new UnsupportedOperationException("objects keep their names");
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    return store.delete(location(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    String directory = location(path);
    FileStatus[] files =
        store
            .list(directory)
            .filter(file -> file.location().indexOf('/', directory.length() + 1) < 0)
            .map(
                file ->
                    new FileStatus(
                        file.bytes(),
                        false,
                        1,
                        0,
                        file.modifiedMillis(),
                        new Path(path, file.location().substring(directory.length() + 1))))
            .toArray(FileStatus[]::new);
    if (files.length == 0) {
      throw new FileNotFoundException("there is nothing in " + path);
    }
    return files;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    String location = location(path);
    InputFile file = store.io().newInputFile(location);
    if (!path.isRoot() && file.exists()) {
      return new FileStatus(file.getLength(), false, 1, 0, 0, path);
    }
    if (store.list(location).findAny().isPresent()) {
      return new FileStatus(0, true, 0, 0, 0, path);
    }
    throw new FileNotFoundException("there is no " + path);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    // There are no directories to make.
    return true;
  }

  @Override
  public void setWorkingDirectory(Path directory) {
    throw new UnsupportedOperationException("paths are whole");
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri.toString() + "/");
  }

  /** The same of Google's store. */
  public static final class OfGoogle extends StoreFileSystem {
    @Override
    public String getScheme() {
      return "gs";
    }
  }

  /** The same of Azure's. */
  public static final class OfAzure extends StoreFileSystem {
    @Override
    public String getScheme() {
      return "abfss";
    }
  }

  private static final class Input extends FSInputStream {
    private final SeekableInputStream stream;

    Input(SeekableInputStream stream) {
      this.stream = stream;
    }

    @Override
    public void seek(long position) throws IOException {
      stream.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read() throws IOException {
      return stream.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return stream.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
