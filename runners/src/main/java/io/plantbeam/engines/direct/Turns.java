package io.plantbeam.engines.direct;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * Gives the parts of a sealed shuffle their turns: the number of a part, as often as it has records
 * left. The Direct runner asks a source again when all that came of its last elements is done, and
 * takes up to ten at a time; here it gets one.
 */
final class Turns extends UnboundedSource<Integer, Turns.NoMark> {
  private static final long serialVersionUID = 1;

  private static final int ALL = -1;

  private final Shuffle shuffle;
  private final int part;

  private Turns(Shuffle shuffle, int part) {
    this.shuffle = shuffle;
    this.part = part;
  }

  static Turns of(Shuffle shuffle) {
    return new Turns(shuffle, ALL);
  }

  @Override
  public List<Turns> split(int desired, PipelineOptions options) {
    return IntStream.range(0, shuffle.size()).mapToObj(i -> new Turns(shuffle, i)).toList();
  }

  @Override
  public UnboundedReader<Integer> createReader(PipelineOptions options, NoMark mark) {
    return new Reader();
  }

  @Override
  public Coder<NoMark> getCheckpointMarkCoder() {
    return new NoMarkCoder();
  }

  @Override
  public Coder<Integer> getOutputCoder() {
    return VarIntCoder.of();
  }

  /** There is nothing to mark: the shuffle knows what of it was read. */
  static final class NoMark implements UnboundedSource.CheckpointMark {
    @Override
    public void finalizeCheckpoint() {}
  }

  private static final class NoMarkCoder extends AtomicCoder<NoMark> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(NoMark value, OutputStream out) throws IOException {
      VoidCoder.of().encode(null, out);
    }

    @Override
    public NoMark decode(InputStream in) {
      return new NoMark();
    }
  }

  private final class Reader extends UnboundedReader<Integer> {
    private boolean given;
    private boolean ended;

    @Override
    public boolean start() throws IOException {
      return advance();
    }

    @Override
    public boolean advance() throws IOException {
      if (given || ended) {
        return false;
      }
      if (!shuffle.isSealed()) {
        return false;
      }
      if (shuffle.part(part).records.peek() != null) {
        given = true;
        return true;
      }
      ended = true;
      shuffle.end(part);
      return false;
    }

    @Override
    public Integer getCurrent() {
      if (!given) {
        throw new NoSuchElementException();
      }
      return part;
    }

    @Override
    public Instant getCurrentTimestamp() {
      return BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    @Override
    public Instant getWatermark() {
      return ended ? BoundedWindow.TIMESTAMP_MAX_VALUE : BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    /** The runner asks for this when it has taken what it wants. */
    @Override
    public NoMark getCheckpointMark() {
      given = false;
      return new NoMark();
    }

    @Override
    public Turns getCurrentSource() {
      return Turns.this;
    }

    @Override
    public void close() {}
  }
}
