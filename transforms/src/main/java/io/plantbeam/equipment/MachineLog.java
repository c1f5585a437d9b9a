package io.plantbeam.equipment;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.condition.Condition;
import io.plantbeam.condition.Condition.Latch;
import io.plantbeam.condition.ConditionState;
import io.plantbeam.condition.Operand;
import io.plantbeam.model.AssetContext;
import io.plantbeam.panes.ValueStats;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is remembered of a machine. Times are microseconds since the epoch.
 *
 * <p>Mutable and not thread-safe.
 */
final class MachineLog {
  /** Of its last reading. */
  AssetContext asset;

  /** Event time of its last reading. */
  long last;

  /** What is not later than this comes too late. */
  long judgedUntil;

  /** Without a reading for longer than this it is offline. */
  long offlineAfterMicros;

  /** The state that it is in, of which the frame is open. */
  String state;

  /** The state before; null where none is known. */
  String previousState;

  /** The last state that is neither offline nor unknown; null where there is none. */
  String lastKnownState;

  /** When it came into its state. */
  long since;

  /** Up to when the time in its state has been added up. */
  long countedUntil;

  /** Whether work was planned at a moment of the frame. */
  boolean planned;

  /** Of the metrics that are told of, in the frame. */
  final Map<String, ValueStats> figures = new HashMap<>();

  /** Since when the condition of each state holds, where it does. */
  final Map<String, Long> holdsSince = new HashMap<>();

  ConditionState conditions = new ConditionState();

  long runMicros;
  long starts;
  long faults;
  long faultMicros;
  long repairs;

  /** Time of the faults that have ended. */
  long repairMicros;

  KnownTime knownTime = new KnownTime();

  MachineLog copy() {
    MachineLog copy = new MachineLog();
    copy.asset = asset;
    copy.last = last;
    copy.judgedUntil = judgedUntil;
    copy.offlineAfterMicros = offlineAfterMicros;
    copy.state = state;
    copy.previousState = previousState;
    copy.lastKnownState = lastKnownState;
    copy.since = since;
    copy.countedUntil = countedUntil;
    copy.planned = planned;
    figures.forEach((metric, stats) -> copy.figures.put(metric, stats.copy()));
    copy.holdsSince.putAll(holdsSince);
    copy.conditions = conditions.copy();
    copy.runMicros = runMicros;
    copy.starts = starts;
    copy.faults = faults;
    copy.faultMicros = faultMicros;
    copy.repairs = repairs;
    copy.repairMicros = repairMicros;
    copy.knownTime = knownTime.copy();
    return copy;
  }

  /** The fields in their order; maps and sets sorted. */
  static final class LogCoder extends VersionedCoder<MachineLog> {
    private static final long serialVersionUID = 1;

    static final LogCoder INSTANCE = new LogCoder();

    private LogCoder() {
      super(1);
    }

    @Override
    protected void write(MachineLog value, ByteWriter out) {
      value.asset.write(out);
      out.writeTime(value.last);
      out.writeTime(value.judgedUntil);
      out.writeVarLong(value.offlineAfterMicros);
      out.writeString(value.state);
      out.writeString(value.previousState);
      out.writeString(value.lastKnownState);
      out.writeTime(value.since);
      out.writeTime(value.countedUntil);
      out.writeBoolean(value.planned);
      out.writeVarLong(value.figures.size());
      new TreeMap<>(value.figures)
          .forEach(
              (metric, stats) -> {
                out.writeString(metric);
                ValueStats.StatsCoder.INSTANCE.embed(stats, out);
              });
      out.writeVarLong(value.holdsSince.size());
      new TreeMap<>(value.holdsSince)
          .forEach(
              (state, time) -> {
                out.writeString(state);
                out.writeTime(time);
              });
      writeConditions(value.conditions, out);
      out.writeVarLong(value.runMicros);
      out.writeVarLong(value.starts);
      out.writeVarLong(value.faults);
      out.writeVarLong(value.faultMicros);
      out.writeVarLong(value.repairs);
      out.writeVarLong(value.repairMicros);
      value.knownTime.write(out);
    }

    private static void writeConditions(ConditionState conditions, ByteWriter out) {
      out.writeVarLong(conditions.values().size());
      conditions.values().entrySet().stream()
          .sorted(Map.Entry.comparingByKey(Comparator.comparing(Operand::toString)))
          .forEach(
              value -> {
                out.writeString(value.getKey().name());
                out.writeString(value.getKey().sensorId());
                out.writeDouble(value.getValue());
              });
      out.writeVarLong(conditions.latched().size());
      conditions.latched().stream()
          .sorted(Comparator.comparing(Latch::toString))
          .forEach(latch -> Condition.ConditionCoder.INSTANCE.embed(latch, out));
    }

    @Override
    protected MachineLog read(int bodyVersion, ByteReader in) {
      MachineLog value = new MachineLog();
      value.asset = AssetContext.read(in);
      value.last = in.readTime();
      value.judgedUntil = in.readTime();
      value.offlineAfterMicros = in.readVarLong();
      value.state = in.readString();
      value.previousState = in.readString();
      value.lastKnownState = in.readString();
      value.since = in.readTime();
      value.countedUntil = in.readTime();
      value.planned = in.readBoolean();
      for (int left = in.readVarInt(); left > 0; left--) {
        value.figures.put(in.readString(), ValueStats.StatsCoder.INSTANCE.readEmbedded(in));
      }
      for (int left = in.readVarInt(); left > 0; left--) {
        value.holdsSince.put(in.readString(), in.readTime());
      }
      readConditions(value.conditions, in);
      value.runMicros = in.readVarLong();
      value.starts = in.readVarLong();
      value.faults = in.readVarLong();
      value.faultMicros = in.readVarLong();
      value.repairs = in.readVarLong();
      value.repairMicros = in.readVarLong();
      value.knownTime = KnownTime.read(in);
      return value;
    }

    private static void readConditions(ConditionState conditions, ByteReader in) {
      for (int left = in.readVarInt(); left > 0; left--) {
        conditions.set(new Operand(in.readString(), in.readString()), in.readDouble());
      }
      for (int left = in.readVarInt(); left > 0; left--) {
        if (Condition.ConditionCoder.INSTANCE.readEmbedded(in) instanceof Latch latch) {
          conditions.latched().add(latch);
        }
      }
    }
  }
}
