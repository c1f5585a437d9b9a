package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * Where a message stands in its origin.
 *
 * @param offset the Kafka offset, or the byte at which the line begins in the uncompressed file
 */
public record MessagePosition(Origin origin, long offset) {

  /** Origin, offset. */
  static final class PositionCoder extends VersionedCoder<MessagePosition> {
    private static final long serialVersionUID = 1;

    static final PositionCoder INSTANCE = new PositionCoder();

    private PositionCoder() {
      super(1);
    }

    @Override
    protected void write(MessagePosition value, ByteWriter out) {
      value.origin.write(out);
      out.writeVarLong(value.offset);
    }

    @Override
    protected MessagePosition read(int bodyVersion, ByteReader in) {
      return new MessagePosition(Origin.read(in), in.readVarLong());
    }
  }
}
