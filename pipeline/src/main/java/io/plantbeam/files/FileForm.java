package io.plantbeam.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** How a file's messages are written in it, as its first bytes say. */
record FileForm(Compression compression, TextEncoding encoding, Content content) {
  /** The first block of an archive of tar. */
  private static final int FIRST_BYTES = 512;

  /** What messages are in a file. */
  enum Content {
    LINES,
    PARQUET
  }

  /**
   * Looks into a file. A file that cannot be opened or decompressed is taken for text: who reads it
   * says what is wrong. Into a pipe nobody can look twice, so that its name says what it is.
   *
   * @throws UnusableInputException if it has no lines; the message begins with the file's name
   */
  static FileForm of(InputFile file) {
    if (file.isPipe()) {
      return new FileForm(Compression.ofName(file.name()), TextEncoding.UTF_8, Content.LINES);
    }
    byte[] bytes = new byte[FIRST_BYTES];
    Compression compression = Compression.NONE;
    try {
      int length;
      try (ReadableByteChannel channel = InputFile.open(file.location())) {
        length = read(channel, bytes);
      }
      compression = Compression.of(bytes, length, file.name());
      if (compression != Compression.NONE) {
        try (ReadableByteChannel channel = InputFile.open(file.location())) {
          length = read(compression.decompress(channel), bytes);
        }
        Compression inner = Compression.of(bytes, length, "");
        if (inner != Compression.NONE) {
          throw unusable(file, compression, "is " + inner.title() + " once more");
        }
      }
      if (compression == Compression.NONE && isParquet(bytes, length)) {
        return new FileForm(compression, TextEncoding.UTF_8, Content.PARQUET);
      }
      String archive = archive(bytes, length);
      if (archive != null) {
        throw unusable(file, compression, "is " + archive);
      }
      return new FileForm(compression, TextEncoding.of(bytes, length), Content.LINES);
    } catch (IOException e) {
      return new FileForm(compression, TextEncoding.UTF_8, Content.LINES);
    }
  }

  private static UnusableInputException unusable(
      InputFile file, Compression compression, String what) {
    return new UnusableInputException(
        "%s%s %s; allowed are Parquet, and lines of text, plain or compressed with %s"
            .formatted(
                file.name(),
                compression == Compression.NONE
                    ? ""
                    : ", decompressed from " + compression.title() + ",",
                what,
                Compression.titles()));
  }

  private static int read(ReadableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(bytes);
    while (target.hasRemaining() && channel.read(target) >= 0) {}
    return target.position();
  }

  private static boolean isParquet(byte[] bytes, int length) {
    return Compression.begins(bytes, 0, length, 'P', 'A', 'R', '1');
  }

  /** What holds files, or records that are not lines; null for anything else. */
  private static String archive(byte[] bytes, int length) {
    if (Compression.begins(bytes, 0, length, 'P', 'K', 3, 4)) {
      return "a zip archive";
    }
    if (Compression.begins(bytes, 257, length, 'u', 's', 't', 'a', 'r')) {
      return "a tar archive";
    }
    if (Compression.begins(bytes, 0, length, '7', 'z', 0xBC, 0xAF, 0x27, 0x1C)) {
      return "a 7-Zip archive";
    }
    if (Compression.begins(bytes, 0, length, 'R', 'a', 'r', '!', 0x1A, 7)) {
      return "a RAR archive";
    }
    if (isParquet(bytes, length)) {
      return "a Parquet file";
    }
    if (Compression.begins(bytes, 0, length, 'P', 'A', 'R', 'E')) {
      return "an encrypted Parquet file";
    }
    if (Compression.begins(bytes, 0, length, 'O', 'R', 'C')) {
      return "an ORC file";
    }
    return Compression.begins(bytes, 0, length, 'O', 'b', 'j', 1) ? "an Avro file" : null;
  }
}
