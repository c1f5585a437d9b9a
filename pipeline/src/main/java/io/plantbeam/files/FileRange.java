package io.plantbeam.files;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * The messages of a file that begin at byte {@code start} or later and before {@code end}.
 *
 * @param name of the file, as the origin of its messages
 * @param location by which it is opened
 * @param start the first byte of a character; 0 in a compressed file, whose range holds all of it
 */
record FileRange(String name, String location, long start, long end, FileForm form) {

  /** Name, location, start, end, compression, encoding, content. */
  static final class RangeCoder extends VersionedCoder<FileRange> {
    private static final long serialVersionUID = 1;

    static final RangeCoder INSTANCE = new RangeCoder();

    private RangeCoder() {
      super(1);
    }

    @Override
    protected void write(FileRange value, ByteWriter out) {
      out.writeString(value.name);
      out.writeString(value.location);
      out.writeVarLong(value.start);
      out.writeVarLong(value.end);
      out.writeString(value.form.compression().name());
      out.writeString(value.form.encoding().name());
      out.writeString(value.form.content().name());
    }

    @Override
    protected FileRange read(int bodyVersion, ByteReader in) {
      return new FileRange(
          in.readString(),
          in.readString(),
          in.readVarLong(),
          in.readVarLong(),
          new FileForm(
              Compression.valueOf(in.readString()),
              TextEncoding.valueOf(in.readString()),
              FileForm.Content.valueOf(in.readString())));
    }
  }
}
