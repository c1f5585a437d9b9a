package io.plantbeam.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Results; they stay in their task, as the files are written where the windows are. */
public final class ResultSerializer extends HandWrittenSerializer<WindowResult> {
  private static final long serialVersionUID = 1;

  static final ResultSerializer INSTANCE = new ResultSerializer();

  private ResultSerializer() {}

  @Override
  public WindowResult createInstance() {
    return new WindowResult("", 0, 0, new WindowFigures());
  }

  @Override
  public WindowResult copy(WindowResult from) {
    return new WindowResult(
        from.sensorId(), from.windowStart(), from.windowEnd(), from.figures().copy());
  }

  @Override
  public void serialize(WindowResult result, DataOutputView out) throws IOException {
    StringValue.writeString(result.sensorId(), out);
    out.writeLong(result.windowStart());
    out.writeLong(result.windowEnd());
    FiguresSerializer.INSTANCE.serialize(result.figures(), out);
  }

  @Override
  public WindowResult deserialize(WindowResult reuse, DataInputView in) throws IOException {
    return new WindowResult(
        StringValue.readString(in),
        in.readLong(),
        in.readLong(),
        FiguresSerializer.INSTANCE.deserialize(in));
  }

  @Override
  public TypeSerializerSnapshot<WindowResult> snapshotConfiguration() {
    return new Snapshot();
  }

  /** How checkpoints name the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowResult> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
