package io.plantbeam.files;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * The lines of a file that begin at byte {@code start} or later and before {@code end}.
 *
 * @param gzipped whether the file is compressed; such a range holds the whole file
 */
record FileRange(String file, long start, long end, boolean gzipped) {

  /** File, start, end, gzipped. */
  static final class RangeCoder extends VersionedCoder<FileRange> {
    private static final long serialVersionUID = 1;

    static final RangeCoder INSTANCE = new RangeCoder();

    private RangeCoder() {
      super(1);
    }

    @Override
    protected void write(FileRange value, ByteWriter out) {
      out.writeString(value.file);
      out.writeVarLong(value.start);
      out.writeVarLong(value.end);
      out.writeBoolean(value.gzipped);
    }

    @Override
    protected FileRange read(int bodyVersion, ByteReader in) {
      return new FileRange(in.readString(), in.readVarLong(), in.readVarLong(), in.readBoolean());
    }
  }
}
