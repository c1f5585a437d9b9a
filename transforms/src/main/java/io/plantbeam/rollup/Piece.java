package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * Groups of one span of time, or a part of them. The span is a cell, of which sliding windows are
 * made, or itself a window.
 *
 * @param kind of the groups
 * @param start inclusive, in milliseconds since the epoch
 * @param end exclusive
 */
record Piece(Kind kind, long start, long end, Groups groups) {

  /** Kind, start, length, groups. */
  static final class PieceCoder extends VersionedCoder<Piece> {
    private static final long serialVersionUID = 1;

    static final PieceCoder INSTANCE = new PieceCoder();

    private PieceCoder() {
      super(1);
    }

    @Override
    protected void write(Piece value, ByteWriter out) {
      out.writeByte(value.kind.ordinal());
      out.writeSignedVarLong(value.start);
      out.writeVarLong(value.end - value.start);
      value.groups.write(out);
    }

    @Override
    protected Piece read(int bodyVersion, ByteReader in) {
      Kind kind = Kind.numbered(in.readByte());
      long start = in.readSignedVarLong();
      return new Piece(kind, start, start + in.readVarLong(), Groups.read(in));
    }
  }

  /** The same of pieces that cross a shuffle once, and are merged then. */
  static final class PartCoder extends VersionedCoder<Piece> {
    private static final long serialVersionUID = 1;

    static final PartCoder INSTANCE = new PartCoder();

    private PartCoder() {
      super(1);
    }

    @Override
    protected void write(Piece value, ByteWriter out) {
      out.writeByte(value.kind.ordinal());
      out.writeSignedVarLong(value.start);
      out.writeVarLong(value.end - value.start);
      value.groups.writeOnce(out);
    }

    @Override
    protected Piece read(int bodyVersion, ByteReader in) {
      Kind kind = Kind.numbered(in.readByte());
      long start = in.readSignedVarLong();
      return new Piece(kind, start, start + in.readVarLong(), Groups.readOnce(in));
    }
  }
}
