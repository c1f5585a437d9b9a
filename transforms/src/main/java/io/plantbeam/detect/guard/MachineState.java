package io.plantbeam.detect.guard;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesKey;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the guard knows of the series of one machine.
 *
 * <p>Mutable and not thread-safe.
 */
final class MachineState {
  static final Comparator<SeriesKey> BY_SERIES =
      comparing(SeriesKey::sensorId)
          .thenComparing(SeriesKey::metric)
          .thenComparing(SeriesKey::facilityId, nullsFirst(naturalOrder()));

  final SortedMap<SeriesKey, Member> members = new TreeMap<>(BY_SERIES);

  /** Event time of the last reading that is known of, in milliseconds since the epoch. */
  long now = Long.MIN_VALUE;

  /** Until when nothing more is said of the machine as a whole. */
  long jointQuietUntil = Long.MIN_VALUE;

  Member member(SeriesContext context) {
    Member member = members.computeIfAbsent(context.key(), key -> new Member(context));
    member.context = context;
    return member;
  }

  /** The times, the number of members, the members in their order. */
  static final class MachineStateCoder extends VersionedCoder<MachineState> {
    private static final long serialVersionUID = 1;

    static final MachineStateCoder INSTANCE = new MachineStateCoder();

    private MachineStateCoder() {
      super(1);
    }

    @Override
    protected void write(MachineState value, ByteWriter out) {
      out.writeSignedVarLong(value.now);
      out.writeSignedVarLong(value.jointQuietUntil);
      out.writeVarLong(value.members.size());
      for (Member member : value.members.values()) {
        Member.MemberCoder.INSTANCE.embed(member, out);
      }
    }

    @Override
    protected MachineState read(int bodyVersion, ByteReader in) {
      MachineState value = new MachineState();
      value.now = in.readSignedVarLong();
      value.jointQuietUntil = in.readSignedVarLong();
      for (int left = in.readVarInt(); left > 0; left--) {
        Member member = Member.MemberCoder.INSTANCE.readEmbedded(in);
        value.members.put(member.context.key(), member);
      }
      return value;
    }
  }
}
