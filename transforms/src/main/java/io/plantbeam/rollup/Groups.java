package io.plantbeam.rollup;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.Interner;
import io.plantbeam.codec.VersionedCoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Some groups of readings. What is added is kept side by side, and merged when it is asked for, or
 * when there is too much of it.
 *
 * <p>Immutable, although groups are not: an engine may be writing into a snapshot what it has
 * handed out.
 */
final class Groups {
  static final Groups EMPTY = new Groups(new Group[0], 0);

  /** So many are merged, so that what trickles in does not make an ever longer list. */
  private static final int MOST_PARTS = 16;

  private static final Forms FORMS = new Forms();

  /** None empty; groups with the same key may be there several times. */
  private final Group[] groups;

  /** How often groups have been added since they were merged. */
  private final int parts;

  private Groups(Group[] groups, int parts) {
    this.groups = groups;
    this.parts = parts;
  }

  /**
   * Takes over groups.
   *
   * @param groups none empty; not to be changed afterwards
   */
  static Groups of(Collection<Group> groups) {
    return groups.isEmpty() ? EMPTY : new Groups(groups.toArray(Group[]::new), 1);
  }

  /** The readings of these groups and of others. */
  Groups plus(Groups other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Group[] both = Arrays.copyOf(groups, groups.length + other.groups.length);
    System.arraycopy(other.groups, 0, both, groups.length, other.groups.length);
    int together = parts + other.parts;
    return together <= MOST_PARTS ? new Groups(both, together) : of(merged(Arrays.asList(both)));
  }

  boolean isEmpty() {
    return groups.length == 0;
  }

  /** One for each key; not to be changed. */
  Collection<Group> merged() {
    return parts <= 1 ? Arrays.asList(groups) : merged(Arrays.asList(groups));
  }

  private static Collection<Group> merged(List<Group> groups) {
    MergedGroups merged = new MergedGroups();
    groups.forEach(merged::add);
    return merged.groups();
  }

  /** As they are, perhaps several with the same key. */
  List<Group> unmerged() {
    return Arrays.asList(groups);
  }

  /** Appends this as part of another form, as it soon will be again. */
  void write(ByteWriter out) {
    FORMS.write(this, out);
  }

  /** Reads what {@link #write} wrote. */
  static Groups read(ByteReader in) {
    return FORMS.read(in);
  }

  /** Appends this as part of another form, once. */
  void writeOnce(ByteWriter out) {
    FORMS.encode(this, out);
  }

  /** Reads what {@link #writeOnce} wrote. */
  static Groups readOnce(ByteReader in) {
    return FORMS.decode(in);
  }

  /** The groups as they are, in a form that has a length. */
  static final class GroupsCoder extends VersionedCoder<Groups> {
    private static final long serialVersionUID = 1;

    static final GroupsCoder INSTANCE = new GroupsCoder();

    private GroupsCoder() {
      super(1);
    }

    @Override
    protected void write(Groups value, ByteWriter out) {
      value.write(out);
    }

    @Override
    protected Groups read(int bodyVersion, ByteReader in) {
      return Groups.read(in);
    }
  }

  /**
   * Groups cross the shuffle once for each window that holds them, one soon after the other: they
   * are encoded and decoded once, and those windows share them.
   */
  private static final class Forms extends Interner<Groups> {
    private static final int SLOTS = 32;
    private static final int VERSION = 1;

    Forms() {
      super(SLOTS);
    }

    @Override
    protected void encode(Groups value, ByteWriter out) {
      out.writeByte(VERSION);
      out.writeVarLong(value.parts);
      out.writeVarLong(value.groups.length);
      for (Group group : value.groups) {
        group.write(out);
      }
    }

    @Override
    protected Groups decode(ByteReader in) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IndexOutOfBoundsException("version " + version + " of groups is not known");
      }
      int parts = in.readVarInt();
      int size = in.readVarInt();
      List<Group> groups = new ArrayList<>(Math.min(size, 1_000));
      for (int i = 0; i < size; i++) {
        groups.add(Group.read(in));
      }
      return size == 0 ? EMPTY : new Groups(groups.toArray(Group[]::new), parts);
    }
  }
}
