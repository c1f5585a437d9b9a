package io.plantbeam.model;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import java.util.List;

/**
 * A time in which a machine was in one state: told when it begins, and again when it has ended.
 * Times are microseconds since the epoch.
 *
 * @param sequence 1 of the beginning, 2 of the end
 * @param asset of the machine's last reading
 * @param previousState null where none is known
 * @param endsAtMicros {@link #OPEN} at the beginning
 * @param planned whether work was planned on the machine at a moment in it, as far as is known
 * @param metrics of all readings in it; none at the beginning
 */
public record EventFrame(
    long sequence,
    AssetContext asset,
    String state,
    String previousState,
    long startsAtMicros,
    long endsAtMicros,
    boolean planned,
    List<MetricFigures> metrics) {
  /** The end of what has not ended. */
  public static final long OPEN = Long.MIN_VALUE;

  private static final double MICROS_PER_SECOND = 1e6;

  public EventFrame {
    metrics = List.copyOf(metrics);
  }

  /** Stable: it follows from the machine, the state and the beginning. */
  public String frameId() {
    String start = Identity.time(startsAtMicros);
    return asset.facilityId() == null
        ? Identity.of("frame", asset.equipmentId(), state, start)
        : Identity.of("frame", asset.equipmentId(), state, start, asset.facilityId());
  }

  /** What is published of a frame. */
  public static final OutputSchema<EventFrame> SCHEMA =
      OutputSchema.<EventFrame>of("event-frames")
          .identifiedBy(EventFrame::frameId)
          .versionedBy(EventFrame::sequence)
          .text(
              "frame_id",
              "stable id, derived from facility, equipment, state and beginning",
              EventFrame::frameId)
          .integer(
              "sequence",
              "1 when the frame begins, 2 when it has ended: the greatest is the frame as it is",
              EventFrame::sequence)
          .text("equipment_id", "from the registry", frame -> frame.asset.equipmentId())
          .text("equipment_name", "from the registry", frame -> frame.asset.equipmentName())
          .text("production_line", "from the registry", frame -> frame.asset.productionLine())
          .text("facility_id", "facility of the equipment", frame -> frame.asset.facilityId())
          .text("facility_name", "from the registry", frame -> frame.asset.facilityName())
          .text("state", "a state of the registry, offline or unknown", EventFrame::state)
          .text(
              "previous_state",
              "the state before; null in the first frame of the machine",
              EventFrame::previousState)
          .timeMicros(
              "starts_at", "when the machine came into the state", EventFrame::startsAtMicros)
          .optionalTimeMicros(
              "ends_at",
              "when it left the state; null while the frame is open",
              frame -> frame.endsAtMicros == OPEN ? null : frame.endsAtMicros)
          .number(
              "duration_seconds",
              "from beginning to end; null while the frame is open",
              frame ->
                  frame.endsAtMicros == OPEN
                      ? Double.NaN
                      : (frame.endsAtMicros - frame.startsAtMicros) / MICROS_PER_SECOND)
          .flag(
              "planned",
              "whether work was planned on the machine at a moment of the frame, as far as it is"
                  + " told",
              EventFrame::planned)
          .records(
              "metrics",
              "of each listed metric that was read in the frame; empty while it is open",
              MetricFigures.SCHEMA,
              EventFrame::metrics)
          .build();

  /** The fields in their order. */
  public static final class FrameCoder extends VersionedCoder<EventFrame> {
    private static final long serialVersionUID = 1;

    public static final FrameCoder INSTANCE = new FrameCoder();

    private FrameCoder() {
      super(1);
    }

    @Override
    protected void write(EventFrame value, ByteWriter out) {
      out.writeVarLong(value.sequence);
      value.asset.write(out);
      out.writeString(value.state);
      out.writeString(value.previousState);
      out.writeTime(value.startsAtMicros);
      out.writeTime(value.endsAtMicros);
      out.writeBoolean(value.planned);
      MetricFigures.writeAll(value.metrics, out);
    }

    @Override
    protected EventFrame read(int bodyVersion, ByteReader in) {
      return new EventFrame(
          in.readVarLong(),
          AssetContext.read(in),
          in.readString(),
          in.readString(),
          in.readTime(),
          in.readTime(),
          in.readBoolean(),
          MetricFigures.readAll(in));
    }
  }
}
