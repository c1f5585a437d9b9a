package io.plantbeam.format.mapped;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.plantbeam.parse.AttributesText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a mapping keeps of messages beside their measures: the text of a JSON object of texts. The
 * readings of one device repeat it, so that it is made anew only where one of the texts is another.
 */
final class MappedAttributes {
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> beginnings = new ArrayList<>();
  private final List<TextSource> sources = new ArrayList<>();
  private final AttributesText collected = new AttributesText();
  private final String[] last;
  private String lastText;

  MappedAttributes(Map<String, TextSource> byName) {
    byName.forEach(
        (name, source) -> {
          names.add(name);
          beginnings.add(quoted(name));
          sources.add(source);
        });
    last = new String[sources.size()];
  }

  /** The text; null where there is nothing to keep. */
  String text(Item item, MessageContext message) {
    boolean same = true;
    for (int i = 0; i < last.length; i++) {
      String text = sources.get(i).text(item, message);
      same &= text == null ? last[i] == null : text.equals(last[i]);
      last[i] = text;
    }
    if (!same) {
      lastText = make();
    }
    return lastText;
  }

  private String make() {
    collected.clear();
    for (int i = 0; i < last.length; i++) {
      if (last[i] != null) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.writeBytes(beginnings.get(i));
        field.write(':');
        field.writeBytes(quoted(last[i]));
        collected.add(names.get(i), field.toByteArray(), 0, field.size());
      }
    }
    return collected.text();
  }

  private static byte[] quoted(String text) {
    byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    byte[] quoted = new byte[escaped.length + 2];
    quoted[0] = '"';
    System.arraycopy(escaped, 0, quoted, 1, escaped.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }
}
