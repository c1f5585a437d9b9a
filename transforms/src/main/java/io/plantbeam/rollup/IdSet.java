package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interned;
import io.plantbeam.codec.Interner;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of ids. The same sensors send in one minute as in the one before, so equal sets are mostly
 * one instance, whose form is made once, unless they are large: there are few of these, and they
 * would take much memory.
 *
 * <p>The form: their number, and in their order what of each is not the beginning of the one
 * before. The ids of a plant are mostly alike, and take some four bytes each.
 */
final class IdSet extends Interned {
  private static final int SLOTS = 1 << 9;
  private static final int MOST_SHARED = 128;
  private static final IdSet[] KNOWN = new IdSet[SLOTS];
  private static final Forms FORMS = new Forms();

  private final Set<String> ids;

  private IdSet(Set<String> ids) {
    this.ids = Collections.unmodifiableSet(ids);
  }

  /** A set with these ids, which are not to be changed before it is written. */
  static IdSet of(Set<String> ids) {
    if (ids.size() > MOST_SHARED) {
      return new IdSet(ids);
    }
    int hash = ids.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    // Threads share the table without locks: a set is immutable, and a lost one is made again.
    IdSet known = KNOWN[slot];
    if (known != null && known.ids.equals(ids)) {
      return known;
    }
    IdSet made = new IdSet(new HashSet<>(ids));
    KNOWN[slot] = made;
    return made;
  }

  Set<String> ids() {
    return ids;
  }

  /** Appends this as part of another form. */
  void write(ByteWriter out) {
    boolean isShared = ids.size() <= MOST_SHARED;
    out.writeBoolean(isShared);
    if (isShared) {
      FORMS.write(this, out);
    } else {
      FORMS.encode(this, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  static IdSet read(ByteReader in) {
    return in.readBoolean() ? FORMS.read(in) : FORMS.decode(in);
  }

  private static final class Forms extends Interner<IdSet> {
    Forms() {
      super(SLOTS);
    }

    @Override
    protected void encode(IdSet value, ByteWriter out) {
      String[] sorted = value.ids.toArray(String[]::new);
      Arrays.sort(sorted);
      out.writeVarLong(sorted.length);
      String previous = "";
      for (String id : sorted) {
        int shared = shared(previous, id);
        out.writeVarLong(shared);
        out.writeString(id.substring(shared));
        previous = id;
      }
    }

    private static int shared(String one, String other) {
      int most = Math.min(one.length(), other.length());
      int shared = 0;
      while (shared < most && one.charAt(shared) == other.charAt(shared)) {
        shared++;
      }
      // A pair that stands for one character is not cut: the rest has to be text.
      return shared > 0 && Character.isHighSurrogate(one.charAt(shared - 1)) ? shared - 1 : shared;
    }

    @Override
    protected IdSet decode(ByteReader in) {
      int size = in.readVarInt();
      // A damaged size must not take memory before the ids prove missing.
      Set<String> ids = new HashSet<>(Math.min(2 * size, 1_000));
      String previous = "";
      for (int i = 0; i < size; i++) {
        previous = previous.substring(0, in.readVarInt()) + in.readString();
        ids.add(previous);
      }
      return new IdSet(ids);
    }
  }
}
