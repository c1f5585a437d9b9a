package io.plantbeam.files;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.output.ContentHash;

/** Some lines of a file that is still to be written, and the hash of their records. */
@SuppressWarnings("ArrayRecordComponent")
record NdjsonChunk(byte[] lines, ContentHash hash) {

  /** Lines, hash. */
  static final class ChunkCoder extends VersionedCoder<NdjsonChunk> {
    private static final long serialVersionUID = 1;

    static final ChunkCoder INSTANCE = new ChunkCoder();

    private ChunkCoder() {
      super(1);
    }

    @Override
    protected void write(NdjsonChunk value, ByteWriter out) {
      out.writeBytes(value.lines);
      value.hash.write(out);
    }

    @Override
    protected NdjsonChunk read(int bodyVersion, ByteReader in) {
      return new NdjsonChunk(in.readBytes(), ContentHash.read(in));
    }
  }
}
