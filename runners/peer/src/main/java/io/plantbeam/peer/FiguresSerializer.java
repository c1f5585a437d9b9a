package io.plantbeam.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Figures of windows in checkpoints. */
public final class FiguresSerializer extends HandWrittenSerializer<WindowFigures> {
  private static final long serialVersionUID = 1;

  static final FiguresSerializer INSTANCE = new FiguresSerializer();

  private FiguresSerializer() {}

  @Override
  public WindowFigures createInstance() {
    return new WindowFigures();
  }

  @Override
  public WindowFigures copy(WindowFigures from) {
    return from.copy();
  }

  @Override
  public void serialize(WindowFigures figures, DataOutputView out) throws IOException {
    StringValue.writeString(figures.facilityId, out);
    StringValue.writeString(figures.equipmentId, out);
    out.writeLong(figures.count);
    out.writeLong(figures.firstTime);
    out.writeLong(figures.lastTime);
    out.writeDouble(figures.lastValue);
    out.writeDouble(figures.min);
    out.writeDouble(figures.max);
    out.writeDouble(figures.mean);
    out.writeDouble(figures.meanTime);
    out.writeDouble(figures.valueSquares);
    out.writeDouble(figures.timeSquares);
    out.writeDouble(figures.products);
  }

  @Override
  public WindowFigures deserialize(WindowFigures reuse, DataInputView in) throws IOException {
    reuse.facilityId = StringValue.readString(in);
    reuse.equipmentId = StringValue.readString(in);
    reuse.count = in.readLong();
    reuse.firstTime = in.readLong();
    reuse.lastTime = in.readLong();
    reuse.lastValue = in.readDouble();
    reuse.min = in.readDouble();
    reuse.max = in.readDouble();
    reuse.mean = in.readDouble();
    reuse.meanTime = in.readDouble();
    reuse.valueSquares = in.readDouble();
    reuse.timeSquares = in.readDouble();
    reuse.products = in.readDouble();
    return reuse;
  }

  @Override
  public TypeSerializerSnapshot<WindowFigures> snapshotConfiguration() {
    return new Snapshot();
  }

  /** How checkpoints name the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowFigures> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
