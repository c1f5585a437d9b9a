package io.plantbeam.tables.store;

import io.plantbeam.tables.ObjectAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** Iceberg's access to objects that the program reaches. Catalogs make one by the class's name. */
public final class ObjectFileIO implements FileIO {
  /** Of the process: whoever makes one by its name cannot hand it over. */
  private static volatile ObjectAccess objectsOfCatalogs = ObjectAccess.NONE;

  private final transient ObjectAccess objects;

  /** What catalogs make. */
  public ObjectFileIO() {
    this(objectsOfCatalogs);
  }

  ObjectFileIO(ObjectAccess objects) {
    this.objects = objects;
  }

  /** Has those that catalogs make from now on reach objects by this. */
  static void ofCatalogs(ObjectAccess objects) {
    objectsOfCatalogs = objects;
  }

  @Override
  public InputFile newInputFile(String location) {
    return new Input(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new Output(location);
  }

  @Override
  public void deleteFile(String location) {
    try {
      objects.delete(location);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SeekableByteChannel open(String location) {
    try {
      return objects.open(location);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new NotFoundException(e, "there is no object %s", location);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Input implements InputFile {
    private final String location;

    private Input(String location) {
      this.location = location;
    }

    @Override
    public long getLength() {
      try (SeekableByteChannel channel = open(location)) {
        return channel.size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public SeekableInputStream newStream() {
      return new ChannelStream(open(location));
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public boolean exists() {
      try (SeekableByteChannel channel = open(location)) {
        return channel.isOpen();
      } catch (NotFoundException e) {
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final class Output implements OutputFile {
    private final String location;

    private Output(String location) {
      this.location = location;
    }

    @Override
    public PositionOutputStream create() {
      if (toInputFile().exists()) {
        throw new AlreadyExistsException("%s is there already", location);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      try {
        return new CountingStream(objects.create(location));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public InputFile toInputFile() {
      return new Input(location);
    }
  }

  private static final class CountingStream extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    private CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
