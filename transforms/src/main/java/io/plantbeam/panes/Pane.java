package io.plantbeam.panes;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;

/**
 * A pane of the series of one shard: the span of event time {@code [start, start + length)}.
 *
 * @param shard in which readings were ordered
 * @param start a multiple of the length, in milliseconds since the epoch
 * @param length in milliseconds
 */
public record Pane(int shard, long start, long length) {

  /** Exclusive, in milliseconds since the epoch. */
  public long end() {
    return start + length;
  }

  /** Shard, start, length. */
  public static final class PaneCoder extends VersionedCoder<Pane> {
    private static final long serialVersionUID = 1;

    public static final PaneCoder INSTANCE = new PaneCoder();

    private PaneCoder() {
      super(1);
    }

    @Override
    protected void write(Pane value, ByteWriter out) {
      out.writeVarLong(value.shard);
      out.writeSignedVarLong(value.start);
      out.writeVarLong(value.length);
    }

    @Override
    protected Pane read(int bodyVersion, ByteReader in) {
      return new Pane(in.readVarInt(), in.readSignedVarLong(), in.readVarLong());
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
