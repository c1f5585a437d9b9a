package io.plantbeam.tables.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Small files as a whole. */
final class Bytes {
  private Bytes() {}

  /** Null if the file is not there. */
  static byte[] read(InputFile file) {
    try (InputStream in = file.newStream()) {
      return in.readAllBytes();
    } catch (NotFoundException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(OutputFile file, byte[] content) {
    try (OutputStream out = file.createOrOverwrite()) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
