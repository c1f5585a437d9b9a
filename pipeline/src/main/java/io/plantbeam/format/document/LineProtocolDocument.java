package io.plantbeam.format.document;

import com.fasterxml.jackson.core.io.NumberInput;
import io.plantbeam.parse.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Reads InfluxDB's line protocol (docs.influxdata.com, "Line protocol"), one line at a time, as an
 * object: {@code measurement}, an object {@code tags} of texts, an object {@code fields}, and
 * {@code time} where the line has one, an integer in the unit that the writer chose.
 *
 * <p>Fields are decimals, integers ({@code 42i}, {@code 42u}), texts in quotes, and flags. A
 * backslash before a comma, a blank, an equals sign or a backslash is an escape in names and tags,
 * before a quote or a backslash in texts; any other backslash stands for itself. A comment, {@code
 * # …}, and a blank line are nothing at all.
 */
public final class LineProtocolDocument {
  private static final int MAX_NUMBER_LENGTH = 40;

  private final char[] line;
  private final char[] word;
  private final DocumentHandler handler;
  private int at;
  private int length;

  /** The line is not line protocol; the message is the sentence for people. */
  private static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    SyntaxException(String message) {
      super(message, null, false, false);
    }
  }

  private LineProtocolDocument(char[] line, DocumentHandler handler) {
    this.line = line;
    this.word = new char[line.length];
    this.handler = handler;
  }

  /**
   * Reads a line.
   *
   * @return null, or, where the bytes are not one line in UTF-8, a sentence that says what is wrong
   *     with them; the handler may have got a part of it then
   */
  public static String read(byte[] bytes, int from, int length, DocumentHandler handler) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    // What is not UTF-8 has become U+FFFD, which is valid as such.
    if (text.indexOf('\uFFFD') >= 0 && !Utf8.isValid(bytes)) {
      return "the line is not valid UTF-8";
    }
    String line = text.strip();
    if (line.isEmpty() || line.charAt(0) == '#') {
      handler.nothing();
      return null;
    }
    try {
      new LineProtocolDocument(line.toCharArray(), handler).document();
      return null;
    } catch (SyntaxException e) {
      return e.getMessage();
    }
  }

  private void document() throws SyntaxException {
    boolean wanted = handler.startObject();
    name("measurement", ", ");
    if (length == 0) {
      throw new SyntaxException("the line has no measurement");
    }
    if (wanted && handler.field("measurement")) {
      handler.text(word, 0, length);
    }
    if (is(',')) {
      boolean tagsWanted = wanted && handler.field("tags") && handler.startObject();
      while (is(',')) {
        at++;
        tag(tagsWanted);
      }
      if (tagsWanted) {
        handler.endObject();
      }
    }
    skipBlanks("fields");
    boolean fieldsWanted = wanted && handler.field("fields") && handler.startObject();
    field(fieldsWanted);
    while (is(',')) {
      at++;
      field(fieldsWanted);
    }
    if (fieldsWanted) {
      handler.endObject();
    }
    if (at < line.length) {
      skipBlanks("a time");
      time(wanted);
    }
    if (wanted) {
      handler.endObject();
    }
  }

  private void tag(boolean wanted) throws SyntaxException {
    name("a tag", "=, ");
    if (length == 0 || !is('=')) {
      throw new SyntaxException("a tag has no name, or no value, at character " + (at + 1));
    }
    boolean valueWanted = wanted && handler.field(new String(word, 0, length));
    at++;
    name("a tag", "=, ");
    if (is('=')) {
      throw new SyntaxException("a tag's value has = without \\ at character " + (at + 1));
    }
    if (length == 0) {
      throw new SyntaxException("a tag has no value at character " + (at + 1));
    }
    if (valueWanted) {
      handler.text(word, 0, length);
    }
  }

  private void field(boolean wanted) throws SyntaxException {
    name("a field", "=, ");
    if (length == 0 || !is('=')) {
      throw new SyntaxException("a field has no name, or no value, at character " + (at + 1));
    }
    boolean valueWanted = wanted && handler.field(new String(word, 0, length));
    at++;
    if (is('"')) {
      text();
      if (valueWanted) {
        handler.text(word, 0, length);
      }
    } else {
      value(valueWanted);
    }
    if (at < line.length && !is(',') && !is(' ')) {
      throw new SyntaxException("a field's value does not end at character " + (at + 1));
    }
  }

  /** Reads up to one of some characters, without escapes, into {@link #word}. */
  private void name(String what, String ends) throws SyntaxException {
    length = 0;
    while (at < line.length) {
      char character = line[at];
      if (character == '\\' && at + 1 < line.length && isEscaped(line[at + 1], ends)) {
        at++;
        character = line[at];
      } else if (ends.indexOf(character) >= 0) {
        return;
      } else if (character == '\n' || character == '\r') {
        throw new SyntaxException("the line ends within " + what);
      }
      word[length++] = character;
      at++;
    }
  }

  private static boolean isEscaped(char character, String ends) {
    return character == '\\' || ends.indexOf(character) >= 0;
  }

  private void text() throws SyntaxException {
    at++;
    length = 0;
    while (at < line.length && line[at] != '"') {
      if (line[at] == '\\'
          && at + 1 < line.length
          && (line[at + 1] == '"' || line[at + 1] == '\\')) {
        at++;
      }
      word[length++] = line[at++];
    }
    if (at == line.length) {
      throw new SyntaxException("a text has no closing quote");
    }
    at++;
  }

  private void value(boolean wanted) throws SyntaxException {
    int from = at;
    while (at < line.length && line[at] != ',' && line[at] != ' ') {
      at++;
    }
    String value = new String(line, from, at - from);
    if (value.isEmpty() || value.length() > MAX_NUMBER_LENGTH) {
      throw new SyntaxException(
          value.isEmpty()
              ? "a field has no value at character " + (from + 1)
              : "a field's value is longer than a number at character " + (from + 1));
    }
    switch (value) {
      case "t", "T", "true", "True", "TRUE" -> flag(true, wanted);
      case "f", "F", "false", "False", "FALSE" -> flag(false, wanted);
      default -> number(value, wanted);
    }
  }

  private void flag(boolean value, boolean wanted) {
    if (wanted) {
      handler.flag(value);
    }
  }

  private void number(String value, boolean wanted) throws SyntaxException {
    char last = value.charAt(value.length() - 1);
    String digits = value.substring(0, value.length() - 1);
    try {
      if (last == 'i' || last == 'u') {
        requireNumber(digits, last == 'i' ? "-" : "");
        integer(digits, last == 'u', wanted);
        return;
      }
      requireNumber(value, "-+.eE");
      double number = NumberInput.parseDouble(value, true);
      if (wanted) {
        handler.decimal(number);
      }
    } catch (NumberFormatException e) {
      throw new SyntaxException(
          "'%s' is no number, flag or text in quotes of line protocol".formatted(value));
    }
  }

  /** Java's parsers take more than line protocol: hexadecimal digits, other scripts' digits. */
  private static void requireNumber(String text, String allowed) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if ((character < '0' || character > '9') && allowed.indexOf(character) < 0) {
        throw new NumberFormatException();
      }
    }
  }

  private void integer(String digits, boolean unsigned, boolean wanted) {
    long value = unsigned ? Long.parseUnsignedLong(digits) : Long.parseLong(digits);
    if (!wanted) {
      return;
    }
    if (unsigned && value < 0) {
      handler.decimal(Double.parseDouble(digits));
    } else {
      handler.integer(value);
    }
  }

  private void time(boolean wanted) throws SyntaxException {
    String time = new String(line, at, line.length - at);
    try {
      long value = Long.parseLong(time);
      if (wanted && handler.field("time")) {
        handler.integer(value);
      }
    } catch (NumberFormatException e) {
      throw new SyntaxException("the time '%s' is no integer".formatted(shortened(time)));
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_NUMBER_LENGTH ? text : text.substring(0, MAX_NUMBER_LENGTH) + "…";
  }

  private void skipBlanks(String next) throws SyntaxException {
    int from = at;
    while (is(' ')) {
      at++;
    }
    if (at == from || at == line.length) {
      throw new SyntaxException("the line ends before " + next);
    }
  }

  private boolean is(char character) {
    return at < line.length && line[at] == character;
  }
}
