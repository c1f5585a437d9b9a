package io.plantbeam.format.mapped;

import io.plantbeam.model.MessageContent;
import io.plantbeam.parse.SymbolTable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a message has besides its document: topic, key and headers, and the envelope around it. */
final class MessageContext {
  private final SymbolTable symbols = new SymbolTable();
  private MessageContent message;
  private Item envelope;
  private boolean keyIsRead;
  private String key;

  /** Those that were asked for, empty where the message does not have them. */
  private final Map<String, String> headers = new HashMap<>();

  void begin(MessageContent next) {
    message = next;
    envelope = null;
    keyIsRead = false;
    headers.clear();
  }

  void envelope(Item item) {
    envelope = item;
  }

  /** The document around the message's; null where there is none. */
  Item envelope() {
    return envelope;
  }

  String topic() {
    return message.topic();
  }

  /** The key as text; null where there is none. */
  String key() {
    if (!keyIsRead) {
      key = text(message.key());
      keyIsRead = true;
    }
    return key;
  }

  /** The last value of a header as text; null where there is none. */
  String header(String name) {
    String known = headers.get(name);
    if (known == null) {
      String text = text(message.header(name));
      known = text == null ? "" : text;
      headers.put(name, known);
    }
    return known.isEmpty() ? null : known;
  }

  private String text(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    char[] characters = new String(bytes, StandardCharsets.UTF_8).toCharArray();
    return symbols.get(characters, 0, characters.length);
  }
}
