package io.plantbeam.format.mapped;

import io.plantbeam.format.document.DocumentHandler;
import io.plantbeam.parse.EventTimes;
import io.plantbeam.parse.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Picks what a mapping reads out of documents, in one pass: the items of the innermost level, each
 * with those that it is in. Reused from document to document, and not thread-safe.
 */
final class Extractor implements DocumentHandler {
  /** More items than most messages have; what a larger one took is given back after it. */
  private static final int KEPT_ITEMS = 1 << 14;

  private final Level[] levels;
  private final SymbolTable symbols = new SymbolTable();
  private final List<List<Item>> pools = new ArrayList<>();
  private final int[] used;
  private final Item[] current;
  private final List<Item> innermost = new ArrayList<>();
  private final char[] digits = new char[20];
  private long stamp;

  private Frame[] frames = new Frame[16];
  private int depth;

  /** The place of the value that comes next, where no array has it. */
  private PathNode next;

  /** The name under which that value becomes an item; null where it becomes none. */
  private String nextItem;

  /** An object or array that is being read. */
  private static final class Frame {
    private PathNode node;

    /** The level whose items the elements or fields are; null where they are none. */
    private Level items;

    private boolean isArray;
    private int index;

    /** The name of the nested object, with which its fields' names begin; null elsewhere. */
    private String prefix;
  }

  Extractor(List<Level> levels) {
    this.levels = levels.toArray(new Level[0]);
    this.used = new int[this.levels.length];
    this.current = new Item[this.levels.length];
    for (int i = 0; i < this.levels.length; i++) {
      pools.add(new ArrayList<>());
    }
    fill(frames, 0);
  }

  private static void fill(Frame[] frames, int from) {
    for (int i = from; i < frames.length; i++) {
      frames[i] = new Frame();
    }
  }

  /** Makes ready for the next document. */
  void begin() {
    for (int i = 0; i < levels.length; i++) {
      if (used[i] > KEPT_ITEMS) {
        pools.get(i).clear();
      }
      used[i] = 0;
    }
    innermost.clear();
    depth = 0;
    beginItem(levels[0], null);
    next = levels[0].itemNode();
    nextItem = null;
  }

  /** The message itself. */
  Item message() {
    return current[0];
  }

  /** How many items of the innermost level there are. */
  int size() {
    return innermost.size();
  }

  Item item(int index) {
    return innermost.get(index);
  }

  private void beginItem(Level level, String fieldName) {
    int number = level.index();
    List<Item> pool = pools.get(number);
    if (used[number] == pool.size()) {
      pool.add(new Item(level.slots()));
    }
    Item item = pool.get(used[number]++);
    item.begin(number == 0 ? null : current[number - 1], fieldName, ++stamp);
    current[number] = item;
    if (number == levels.length - 1) {
      innermost.add(item);
    }
  }

  /** The place of the value that begins, null where it is not read. Its item begins with it. */
  private PathNode enter() {
    Frame frame = depth == 0 ? null : frames[depth - 1];
    if (frame == null || !frame.isArray) {
      if (nextItem != null) {
        beginItem(frame.items, nextItem);
        nextItem = null;
      }
      return next;
    }
    int index = frame.index++;
    if (frame.items != null) {
      beginItem(frame.items, null);
      return frame.items.itemNode();
    }
    return frame.node.hasChildren() ? frame.node.child(Integer.toString(index)) : null;
  }

  /**
   * The place of a value that is no array: where an array of items is expected it is the one item.
   */
  private PathNode enterOne() {
    PathNode node = enter();
    while (node != null && node.items() != null && node.items().kind() == Level.Kind.ARRAY) {
      beginItem(node.items(), null);
      node = node.items().itemNode();
    }
    return node;
  }

  private Captured capture(PathNode node, Captured.Kind kind) {
    return current[node.level().index()].capture(node.slot(), kind);
  }

  @Override
  public boolean startObject() {
    if (nextItem != null && frames[depth - 1].items.kind() == Level.Kind.NESTED) {
      Frame outer = frames[depth - 1];
      Frame frame = push(outer.node, outer.items, false);
      frame.prefix = nextItem;
      nextItem = null;
      return true;
    }
    PathNode node = enterOne();
    if (node == null) {
      return false;
    }
    if (node.isRead()) {
      capture(node, Captured.Kind.OBJECT);
    }
    if (!node.hasChildren() && node.items() == null) {
      return false;
    }
    push(node, node.items(), false);
    return true;
  }

  @Override
  public boolean field(String name) {
    Frame frame = frames[depth - 1];
    if (frame.prefix == null) {
      next = frame.node.child(name);
      if (next != null) {
        return true;
      }
    }
    if (frame.items == null || (frame.prefix == null && frame.items.excepts(name))) {
      return false;
    }
    next = frame.items.itemNode();
    nextItem = frame.prefix == null ? name : frame.prefix + frame.items.separator() + name;
    return true;
  }

  @Override
  public void endObject() {
    depth--;
  }

  @Override
  public boolean startArray() {
    PathNode node = enter();
    if (node == null) {
      return false;
    }
    if (node.isRead()) {
      capture(node, Captured.Kind.ARRAY);
    }
    boolean holdsItems = node.items() != null && node.items().kind() == Level.Kind.ARRAY;
    if (!node.hasChildren() && !holdsItems) {
      return false;
    }
    if (holdsItems) {
      giveUpItself(node);
    }
    push(node, holdsItems ? node.items() : null, true);
    return true;
  }

  /** An item that holds others of its own level was none. */
  private void giveUpItself(PathNode node) {
    boolean isInnermost = node.level().index() == levels.length - 1;
    if (node.level() == node.items() && isInnermost) {
      innermost.remove(innermost.size() - 1);
    }
  }

  @Override
  public void endArray() {
    depth--;
  }

  private Frame push(PathNode node, Level items, boolean isArray) {
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, depth * 2);
      fill(frames, depth);
    }
    Frame frame = frames[depth++];
    frame.node = node;
    frame.items = items;
    frame.isArray = isArray;
    frame.index = 0;
    frame.prefix = null;
    return frame;
  }

  @Override
  public void text(char[] characters, int from, int length) {
    PathNode node = enterOne();
    if (node == null || !node.isRead()) {
      return;
    }
    Captured captured = capture(node, Captured.Kind.TEXT);
    if (node.time() != null) {
      readTime(node.time(), captured, characters, from, length);
    }
    if (node.isNumber()) {
      double number = NumberTexts.parse(characters, from, length, node.decimalMark());
      if (!Double.isNaN(number)) {
        captured.becomesNumericText(number);
      }
    }
    boolean isTextValue = node.isNumber() && captured.kind() == Captured.Kind.TEXT;
    if (length > 0 && (node.isText() || isTextValue)) {
      captured.text(symbols.get(characters, from, length));
    }
  }

  private static void readTime(
      TimeReader reader, Captured captured, char[] characters, int from, int length) {
    captured.time(reader.ofText(characters, from, length));
    if (captured.time() == EventTimes.NONE) {
      captured.localTime(reader.ofLocalText(characters, from, length));
      captured.text(new String(characters, from, length));
    }
  }

  @Override
  public void integer(long value) {
    PathNode node = enterOne();
    if (node == null || !node.isRead()) {
      return;
    }
    Captured captured = capture(node, Captured.Kind.NUMBER);
    captured.number((double) value);
    if (node.time() != null) {
      captured.time(node.time().ofInteger(value));
    }
    if (node.isText() || (node.time() != null && captured.time() == EventTimes.NONE)) {
      captured.text(textOf(value));
    }
  }

  /** The same instance as before, as a rule. */
  private String textOf(long value) {
    if (value == Long.MIN_VALUE) {
      return Long.toString(value);
    }
    int at = digits.length;
    long rest = Math.abs(value);
    do {
      digits[--at] = (char) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (value < 0) {
      digits[--at] = '-';
    }
    return symbols.get(digits, at, digits.length - at);
  }

  @Override
  public void decimal(double value) {
    PathNode node = enterOne();
    if (node == null || !node.isRead()) {
      return;
    }
    Captured captured = capture(node, Captured.Kind.NUMBER);
    captured.number(value);
    if (node.time() != null) {
      captured.time(node.time().ofDecimal(value));
      captured.text(captured.time() == EventTimes.NONE ? Double.toString(value) : null);
    }
    if (node.isDecimalText()) {
      captured.text(Double.toString(value));
    }
  }

  @Override
  public void flag(boolean value) {
    PathNode node = enterOne();
    if (node == null || !node.isRead()) {
      return;
    }
    Captured captured = capture(node, Captured.Kind.FLAG);
    captured.number(value ? 1 : 0);
    captured.text(Boolean.toString(value));
  }

  @Override
  public void instant(long epochMicros) {
    PathNode node = enterOne();
    if (node == null || !node.isRead()) {
      return;
    }
    Captured captured = capture(node, Captured.Kind.NUMBER);
    captured.number(epochMicros / 1e6);
    captured.time(EventTimes.checked(epochMicros));
    if (node.isText() || captured.time() == EventTimes.NONE) {
      captured.text(Long.toString(epochMicros));
    }
  }

  @Override
  public void nothing() {
    PathNode node = enterOne();
    if (node != null && node.isRead()) {
      capture(node, Captured.Kind.NOTHING);
    }
  }
}
