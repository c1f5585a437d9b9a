package io.plantbeam.format.mapped;

/** An item of a {@link Level} as the message at hand has it. Reused from message to message. */
final class Item {
  private final Captured[] slots;
  private Item parent;
  private String fieldName;
  private long stamp;

  Item(int slots) {
    this.slots = new Captured[slots];
    for (int i = 0; i < slots; i++) {
      this.slots[i] = new Captured();
    }
  }

  /**
   * Begins another item.
   *
   * @param newFieldName of the field whose value it is; null where it is of an array
   * @param newStamp greater than all before, so that what an earlier item had counts no more
   */
  void begin(Item newParent, String newFieldName, long newStamp) {
    parent = newParent;
    fieldName = newFieldName;
    stamp = newStamp;
  }

  /** The slot to capture a value in; the last of several counts. */
  Captured capture(int slot, Captured.Kind kind) {
    Captured captured = slots[slot];
    captured.begin(stamp, kind);
    return captured;
  }

  /** What was captured in a slot; null where the item does not have it. */
  Captured get(int slot) {
    Captured captured = slots[slot];
    return captured.isOf(stamp) ? captured : null;
  }

  /** The item so many levels out. */
  Item out(int levels) {
    Item item = this;
    for (int i = 0; i < levels; i++) {
      item = item.parent;
    }
    return item;
  }

  String fieldName() {
    return fieldName;
  }
}
