package io.plantbeam.format.mapped;

import java.util.Set;

/**
 * Which items become readings; all others are passed over.
 *
 * @param is the texts that count; empty for all but those of {@code isNot}
 */
record Condition(TextSource source, Set<String> is, Set<String> isNot) {
  boolean holds(Item item, MessageContext message) {
    String text = source.text(item, message);
    return text == null
        ? is.isEmpty()
        : (is.isEmpty() || is.contains(text)) && !isNot.contains(text);
  }
}
