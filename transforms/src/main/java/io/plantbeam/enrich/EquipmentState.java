package io.plantbeam.enrich;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.condition.Condition;
import java.io.Serializable;

/**
 * A state that equipment can be in. Of the states of a machine the first whose condition holds is
 * the one that it is in.
 *
 * @param name such as {@code running}
 * @param when a condition over the metrics of the equipment's sensors
 * @param forMillis for how long the condition has to hold
 */
public record EquipmentState(String name, Condition when, long forMillis) implements Serializable {
  /** The state of equipment that sends nothing, which no entry defines. */
  public static final String OFFLINE = "offline";

  /** The state of equipment that sends, while no condition holds; no entry defines it. */
  public static final String UNKNOWN = "unknown";

  /** The state whose time is run time, where an entry defines it. */
  public static final String RUNNING = "running";

  /** The state whose time is lost, where an entry defines it. */
  public static final String FAULT = "fault";

  /** Name, condition, duration. The first version had a text that nothing could evaluate. */
  static final class StateCoder extends VersionedCoder<EquipmentState> {
    private static final long serialVersionUID = 1;

    static final StateCoder INSTANCE = new StateCoder();

    private StateCoder() {
      super(2);
    }

    @Override
    protected void write(EquipmentState value, ByteWriter out) {
      out.writeString(value.name);
      Condition.ConditionCoder.INSTANCE.embed(value.when, out);
      out.writeVarLong(value.forMillis);
    }

    @Override
    protected EquipmentState read(int bodyVersion, ByteReader in) {
      String name = in.readString();
      return new EquipmentState(name, readCondition(bodyVersion, in), in.readVarLong());
    }

    private static Condition readCondition(int bodyVersion, ByteReader in) {
      if (bodyVersion == 1) {
        in.readString();
        return Condition.never();
      }
      return Condition.ConditionCoder.INSTANCE.readEmbedded(in);
    }
  }
}
