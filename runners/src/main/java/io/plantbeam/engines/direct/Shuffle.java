package io.plantbeam.engines.direct;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one step of a job hands to the next one, in order, in the process that both run in. A copy
 * by serialisation is the shuffle itself. It lives as long as the job's steps.
 *
 * <p>Its parts are read in turns: a turn is given when the engine has nothing else to do, so that
 * what is made of a turn is gone before the next.
 */
final class Shuffle implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Map<String, WeakReference<Shuffle>> ALL = new ConcurrentHashMap<>();

  /** Of the records of a turn, as they are in the shuffle. */
  static final int BYTES_OF_TURN = 1 << 19;

  /** Of the heap, for what a part holds back from its file. */
  private static final long SHARE_OF_HEAP = 1024;

  private static final long LEAST_BYTES = 1 << 20;
  private static final long MOST_BYTES = 16 << 20;

  private final transient String id = UUID.randomUUID().toString();
  private final transient Part[] parts;
  private transient volatile boolean sealed;

  /** Records of which a reader takes one after the other. */
  static final class Part {
    final SortedPart records;

    /** The group that is too large for the memory. */
    final LargeGroup large = new LargeGroup();

    /** What the reader remembers from one turn to the next. */
    Object memory;

    private Part(int mostBytes) {
      records = new SortedPart(mostBytes);
    }
  }

  /** What is written in the place of a shuffle. */
  private record Name(String id) implements Serializable {
    private Object readResolve() throws ObjectStreamException {
      WeakReference<Shuffle> known = ALL.get(id);
      Shuffle shuffle = known == null ? null : known.get();
      if (shuffle == null) {
        throw new InvalidObjectException("The shuffle is one of another process or job");
      }
      return shuffle;
    }
  }

  private Shuffle(int parts, int mostBytes) {
    this.parts = new Part[parts];
    for (int i = 0; i < parts; i++) {
      this.parts[i] = new Part(mostBytes);
    }
  }

  /** A shuffle that has so many parts and keeps a share of the heap in memory. */
  static Shuffle create(int parts) {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return create(parts, (int) Math.max(LEAST_BYTES, Math.min(MOST_BYTES, share)));
  }

  /**
   * A shuffle that has so many parts.
   *
   * @param mostBytes of each part in memory
   */
  static Shuffle create(int parts, int mostBytes) {
    ALL.values().removeIf(shuffle -> shuffle.get() == null);
    Shuffle created = new Shuffle(parts, mostBytes);
    ALL.put(created.id, new WeakReference<>(created));
    return created;
  }

  private Object writeReplace() {
    return new Name(id);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("Only the name of a shuffle is written");
  }

  /** The number of parts. */
  int size() {
    return parts.length;
  }

  /** The part of records whose keys have this hash. */
  Part partOf(int hash) {
    return parts[Math.floorMod(hash, parts.length)];
  }

  Part part(int number) {
    return parts[number];
  }

  /** Nothing more is to be added. */
  void seal() {
    sealed = true;
  }

  boolean isSealed() {
    return sealed;
  }

  /** Gives back memory and disk of a part that has been read, whose last turn is over. */
  void end(int number) throws IOException {
    Part part = parts[number];
    part.records.close();
    part.large.close();
    part.memory = null;
  }
}
