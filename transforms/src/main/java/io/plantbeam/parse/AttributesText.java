package io.plantbeam.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects what a message says beside its measures, and makes of it the text of a JSON object, with
 * the values as they were written, but without blanks between them. Of a field that is given twice
 * the last counts. Reused from message to message, and not thread-safe.
 *
 * <p>The text has at most {@link #MAX_BYTES} bytes: fields at the end that do not fit are left out,
 * and {@code "attributes_cut":true} stands in their place.
 */
public final class AttributesText {
  /** 8 KiB. */
  public static final int MAX_BYTES = 1 << 13;

  private static final String CUT = "\"attributes_cut\":true}";
  private static final int MAX_FIELDS_BYTES = MAX_BYTES - CUT.length() - 1;

  private final List<String> names = new ArrayList<>();

  /** Where the fields begin, each with the comma behind it. */
  private final List<Integer> begins = new ArrayList<>();

  private byte[] text = new byte[512];
  private int length;
  private boolean isCut;

  /** The last text, which messages of one device repeat. */
  private byte[] lastBytes = {};

  private String last;

  /** Whether fields of the message of this text were left out. */
  public static boolean isCut(String text) {
    return text != null && text.endsWith(CUT);
  }

  /** Forgets all fields. */
  public void clear() {
    names.clear();
    begins.clear();
    length = 0;
    isCut = false;
  }

  /**
   * Adds a field.
   *
   * @param name what it is called, unescaped
   * @param json valid JSON in UTF-8, of which the part from {@code from} to {@code to} is the
   *     field: its name in quotes, a colon, its value
   */
  public void add(String name, byte[] json, int from, int to) {
    if (isCut) {
      return;
    }
    int known = names.isEmpty() ? -1 : names.indexOf(name);
    if (known >= 0) {
      remove(known);
    }
    names.add(name);
    begins.add(length);
    append(json, from, to);
    cutToFit();
  }

  private void remove(int field) {
    int from = begins.get(field);
    int to = field + 1 < begins.size() ? begins.get(field + 1) : length;
    System.arraycopy(text, to, text, from, length - to);
    length -= to - from;
    names.remove(field);
    begins.remove(field);
    for (int i = field; i < begins.size(); i++) {
      begins.set(i, begins.get(i) - (to - from));
    }
  }

  /** Copies a field without the blanks outside of texts, as far as it can fit. */
  private void append(byte[] json, int from, int to) {
    boolean inText = false;
    for (int i = from; i < to && length <= MAX_FIELDS_BYTES; i++) {
      byte character = json[i];
      if (!inText && (character == ' ' || (character >= '\t' && character <= '\r'))) {
        continue;
      }
      put(character);
      if (character == '"') {
        inText = !inText;
      } else if (character == '\\' && i + 1 < to) {
        put(json[++i]);
      }
    }
    put((byte) ',');
  }

  private void cutToFit() {
    if (length > MAX_FIELDS_BYTES) {
      isCut = true;
      length = begins.remove(begins.size() - 1);
      names.remove(names.size() - 1);
    }
  }

  private void put(byte character) {
    if (length == text.length) {
      text = Arrays.copyOf(text, length * 2);
    }
    text[length++] = character;
  }

  /** The text of the fields, or null where there are none: often the same object as before. */
  public String text() {
    if (length == 0 && !isCut) {
      return null;
    }
    if (!Arrays.equals(text, 0, length, lastBytes, 0, lastBytes.length) || isCut != isCut(last)) {
      lastBytes = Arrays.copyOf(text, length);
      String fields = new String(text, 0, isCut ? length : length - 1, StandardCharsets.UTF_8);
      last = "{" + fields + (isCut ? CUT : "}");
    }
    return last;
  }
}
