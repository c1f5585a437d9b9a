package io.plantbeam.format.mapped;

/**
 * A place in a message whose value is captured.
 *
 * @param levelsOut how many levels outwards from the innermost its item is; {@link #IN_ENVELOPE}
 *     where it is in the envelope
 * @param slot of the item
 * @param words the pointer, for people
 */
record Place(int levelsOut, int slot, String words) {
  static final int IN_ENVELOPE = -1;

  /** What stands there; null where nothing does. */
  Captured captured(Item item, MessageContext message) {
    Item holder = levelsOut == IN_ENVELOPE ? message.envelope() : item.out(levelsOut);
    return holder == null ? null : holder.get(slot);
  }
}
