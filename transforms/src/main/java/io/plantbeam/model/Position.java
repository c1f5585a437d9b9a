package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;

/**
 * Where a message stands in its origin.
 *
 * @param offset the Kafka offset, or the byte at which the line begins in the uncompressed file
 */
public record Position(Origin origin, long offset) {

  void write(ByteWriter out) {
    origin.write(out);
    out.writeVarLong(offset);
  }

  static Position read(ByteReader in) {
    return new Position(Origin.read(in), in.readVarLong());
  }
}
