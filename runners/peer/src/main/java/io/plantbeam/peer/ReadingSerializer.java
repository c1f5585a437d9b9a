package io.plantbeam.peer;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Readings on their way to their windows. */
public final class ReadingSerializer extends HandWrittenSerializer<Reading> {
  private static final long serialVersionUID = 1;

  static final ReadingSerializer INSTANCE = new ReadingSerializer();

  private ReadingSerializer() {}

  @Override
  public Reading createInstance() {
    return new Reading();
  }

  @Override
  public Reading copy(Reading from) {
    Reading copy = new Reading();
    copy.sensorId = from.sensorId;
    copy.facilityId = from.facilityId;
    copy.equipmentId = from.equipmentId;
    copy.time = from.time;
    copy.value = from.value;
    return copy;
  }

  @Override
  public void serialize(Reading reading, DataOutputView out) throws IOException {
    StringValue.writeString(reading.sensorId, out);
    StringValue.writeString(reading.facilityId, out);
    StringValue.writeString(reading.equipmentId, out);
    out.writeLong(reading.time);
    out.writeDouble(reading.value);
  }

  @Override
  public Reading deserialize(Reading reuse, DataInputView in) throws IOException {
    reuse.sensorId = StringValue.readString(in);
    reuse.facilityId = StringValue.readString(in);
    reuse.equipmentId = StringValue.readString(in);
    reuse.time = in.readLong();
    reuse.value = in.readDouble();
    return reuse;
  }

  @Override
  public TypeSerializerSnapshot<Reading> snapshotConfiguration() {
    return new Snapshot();
  }

  /** How checkpoints name the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Reading> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
