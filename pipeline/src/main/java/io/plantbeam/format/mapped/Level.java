package io.plantbeam.format.mapped;

import java.util.Collection;
import java.util.Set;

/**
 * One level of a message: the message itself, or what it holds several of. Each element of a level
 * is an {@link Item} of it, and what is read of an item are its slots.
 */
final class Level {
  private final int index;
  private final String name;
  private final Kind kind;
  private final Set<String> except;
  private final String separator;
  private final PathNode itemNode = new PathNode(this);
  private int slots;

  /** What a level's items are. */
  enum Kind {
    /** The message is the one item. */
    MESSAGE,
    /** The elements of an array; a value that stands there without an array is one item. */
    ARRAY,
    /** The values of an object's fields. */
    OBJECT,
    /** The values of an object's fields, and of the objects within it, at any depth. */
    NESTED
  }

  /**
   * @param name by which sources mean it; null where it has none
   * @param except fields of the object that are no items
   * @param separator of the names of nested fields
   */
  Level(int index, String name, Kind kind, Collection<String> except, String separator) {
    this.index = index;
    this.name = name;
    this.kind = kind;
    this.except = Set.copyOf(except);
    this.separator = separator;
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  boolean isOfFields() {
    return kind == Kind.OBJECT || kind == Kind.NESTED;
  }

  boolean excepts(String field) {
    return except.contains(field);
  }

  String separator() {
    return separator;
  }

  /** The place of an item's own value. */
  PathNode itemNode() {
    return itemNode;
  }

  /** A new slot of the items of this level. */
  int addSlot() {
    return slots++;
  }

  int slots() {
    return slots;
  }
}
