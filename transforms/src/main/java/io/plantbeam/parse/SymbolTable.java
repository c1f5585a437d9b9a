package io.plantbeam.parse;

import io.plantbeam.model.LoneSurrogates;
import java.util.Arrays;

/**
 * Texts that messages repeat (ids, types, units), so that each is one {@code String} and not one
 * per message, and without lone surrogates. When it is full it starts afresh, which bounds it. Not
 * thread-safe.
 */
public final class SymbolTable {
  private static final int MAX_SYMBOLS = 1 << 17;
  private static final int MAX_LENGTH = 64;

  private String[] symbols = new String[1024];
  private char[][] characters = new char[1024][];
  private int size;

  /**
   * The text as a string, with U+FFFD for lone surrogates: the same instance as before, as a rule.
   */
  public String get(char[] text, int from, int length) {
    if (length > MAX_LENGTH) {
      return LoneSurrogates.replaced(new String(text, from, length));
    }
    int slot = find(text, from, length);
    String known = symbols[slot];
    return known != null ? known : add(text, from, length, slot);
  }

  private String add(char[] text, int from, int length, int slot) {
    int free = slot;
    if (size * 2 >= symbols.length) {
      grow();
      free = find(text, from, length);
    }
    char[] copy = Arrays.copyOfRange(text, from, from + length);
    String symbol = LoneSurrogates.replaced(new String(copy));
    symbols[free] = symbol;
    characters[free] = copy;
    size++;
    return symbol;
  }

  private void grow() {
    String[] oldSymbols = symbols;
    char[][] oldCharacters = characters;
    boolean full = size >= MAX_SYMBOLS;
    int capacity = full ? oldSymbols.length : oldSymbols.length * 2;
    symbols = new String[capacity];
    characters = new char[capacity][];
    if (full) {
      size = 0;
      return;
    }
    for (int i = 0; i < oldSymbols.length; i++) {
      if (oldSymbols[i] != null) {
        int slot = find(oldCharacters[i], 0, oldCharacters[i].length);
        symbols[slot] = oldSymbols[i];
        characters[slot] = oldCharacters[i];
      }
    }
  }

  /** The slot that holds the text, or the free one where it belongs. */
  private int find(char[] text, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + text[i];
    }
    hash *= 0x9E3779B9;
    int mask = symbols.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (characters[slot] != null
        && !Arrays.equals(
            characters[slot], 0, characters[slot].length, text, from, from + length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
