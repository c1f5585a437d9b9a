package io.plantbeam.maintenance;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.io.Serializable;

/**
 * A registry entry of planned work on a facility, a production line, a machine or a sensor.
 *
 * @param facilityId null where the id is meant in every facility that has it
 * @param id of the line, the equipment or the sensor; null for the whole facility
 * @param from the first moment of the work, or of its first occurrence
 * @param to the first moment after that
 * @param reason what results that it suppresses name
 * @param repeats a recurrence rule of iCalendar; null where the work is done once
 */
public record MaintenanceEntry(
    Scope scope,
    String facilityId,
    String id,
    WallTime from,
    WallTime to,
    String reason,
    String repeats)
    implements Serializable {

  /** What an entry is of; saved by its place in this list. */
  public enum Scope {
    FACILITY,
    LINE,
    EQUIPMENT,
    SENSOR;

    private static final Scope[] ALL = values();
  }

  /** The fields in their order. */
  public static final class EntryCoder extends VersionedCoder<MaintenanceEntry> {
    private static final long serialVersionUID = 1;

    public static final EntryCoder INSTANCE = new EntryCoder();

    private EntryCoder() {
      super(1);
    }

    @Override
    protected void write(MaintenanceEntry value, ByteWriter out) {
      out.writeByte(value.scope.ordinal());
      out.writeString(value.facilityId);
      out.writeString(value.id);
      value.from.write(out);
      value.to.write(out);
      out.writeString(value.reason);
      out.writeString(value.repeats);
    }

    @Override
    protected MaintenanceEntry read(int bodyVersion, ByteReader in) {
      return new MaintenanceEntry(
          Scope.ALL[in.readByte()],
          in.readString(),
          in.readString(),
          WallTime.read(in),
          WallTime.read(in),
          in.readString(),
          in.readString());
    }
  }
}
