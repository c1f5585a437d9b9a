package io.plantbeam.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** Records that hold others, whose coders raise their version while that of the record stays. */
class VersionedCoderTest {
  private static final Line LINE = new Line(new Point(3, 0), List.of(new Point(7, 0)));

  /** The weight is said since version 2. */
  private record Point(long x, long weight) {}

  private record Line(Point start, List<Point> others) {}

  private static final class PointCoder extends VersionedCoder<Point> {
    private static final long serialVersionUID = 1;

    private final transient int version;

    PointCoder(int version) {
      super(version);
      this.version = version;
    }

    @Override
    protected void write(Point value, ByteWriter out) {
      out.writeVarLong(value.x);
      if (version == 2) {
        out.writeVarLong(value.weight);
      }
    }

    @Override
    protected Point read(int bodyVersion, ByteReader in) {
      return new Point(in.readVarLong(), bodyVersion == 1 ? 0 : in.readVarLong());
    }
  }

  private static final class LineCoder extends VersionedCoder<Line> {
    private static final long serialVersionUID = 1;

    private final transient PointCoder points;

    LineCoder(int versionOfPoints) {
      super(1);
      points = new PointCoder(versionOfPoints);
    }

    @Override
    protected void write(Line value, ByteWriter out) {
      points.embed(value.start, out);
      points.embedAll(value.others, out);
    }

    @Override
    protected Line read(int bodyVersion, ByteReader in) {
      return new Line(points.readEmbedded(in), points.readAllEmbedded(in));
    }
  }

  @Test
  void recordOfAnEarlierReleaseIsReadWithItsPartsOfThatRelease() throws IOException {
    byte[] saved = CoderUtils.encodeToByteArray(new LineCoder(1), LINE);
    assertEquals(LINE, CoderUtils.decodeFromByteArray(new LineCoder(2), saved));
  }

  @Test
  void partsOfTheSameReleaseComeBack() throws IOException {
    Line line = new Line(new Point(1, 5), List.of(new Point(2, 6), new Point(3, 0)));
    assertEquals(line, CoderUtils.clone(new LineCoder(2), line));
  }

  @Test
  void partOfALaterReleaseIsRefusedByName() throws IOException {
    byte[] saved = CoderUtils.encodeToByteArray(new LineCoder(2), LINE);
    CoderException refusal =
        assertThrows(
            CoderException.class, () -> CoderUtils.decodeFromByteArray(new LineCoder(1), saved));
    assertTrue(
        refusal.getMessage().contains("PointCoder reads versions 1 to 1, but found 2"),
        refusal.getMessage());
  }

  @Test
  void damagedNumberOfPartsIsRefused() {
    ByteWriter body = new ByteWriter(16);
    body.writeByte(1);
    body.writeVarLong(Integer.MAX_VALUE);
    ByteReader in = new ByteReader(body.toByteArray());
    assertThrows(IndexOutOfBoundsException.class, () -> new PointCoder(1).readAllEmbedded(in));
  }
}
