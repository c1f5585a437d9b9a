package io.plantbeam.format.mapped;

import java.util.HashMap;
import java.util.Map;

/** A place in the items of a level, and what is to be done with the value that stands there. */
final class PathNode {
  private static final int NO_SLOT = -1;

  private final Level level;
  private final Map<String, PathNode> children = new HashMap<>();
  private int slot = NO_SLOT;
  private boolean text;
  private boolean decimalText;
  private boolean number;
  private char decimalMark = '.';
  private TimeReader time;
  private Level items;

  PathNode(Level level) {
    this.level = level;
  }

  /** The level whose items have this place. */
  Level level() {
    return level;
  }

  /** The place of a field, or of an array's element by its number; null where nothing is read. */
  PathNode child(String name) {
    return children.get(name);
  }

  PathNode childOrNew(String name) {
    return children.computeIfAbsent(name, key -> new PathNode(level));
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** The slot that takes the value here, made where there is none yet. */
  int slotOrNew() {
    if (slot == NO_SLOT) {
      slot = level.addSlot();
    }
    return slot;
  }

  boolean isRead() {
    return slot != NO_SLOT;
  }

  int slot() {
    return slot;
  }

  void readText() {
    text = true;
  }

  boolean isText() {
    return text;
  }

  /** Reads the value as a text where it is a decimal, too. */
  void readDecimalAsText() {
    decimalText = true;
  }

  boolean isDecimalText() {
    return decimalText;
  }

  /**
   * Reads the value as a number, texts too.
   *
   * @param mark what stands before the decimals of texts
   */
  void readNumber(char mark) {
    number = true;
    decimalMark = mark;
  }

  char decimalMark() {
    return decimalMark;
  }

  boolean isNumber() {
    return number;
  }

  /** Reads the value as a time; false where it is read as one in another way already. */
  boolean readTime(TimeReader reader) {
    boolean same = time == null || time.isSameAs(reader);
    time = reader;
    return same;
  }

  TimeReader time() {
    return time;
  }

  /** The level whose items are in the array or object here; null for none. */
  Level items() {
    return items;
  }

  void holds(Level level) {
    items = level;
  }
}
