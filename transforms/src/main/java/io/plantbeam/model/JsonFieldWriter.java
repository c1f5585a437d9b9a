package io.plantbeam.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes fields as JSON values. */
final class JsonFieldWriter implements OutputSchema.FieldVisitor {
  private static final char REPLACEMENT = '\uFFFD';

  private final JsonGenerator json;

  JsonFieldWriter(JsonGenerator json) {
    this.json = json;
  }

  @Override
  public void missing() throws IOException {
    json.writeNull();
  }

  @Override
  public void text(String value) throws IOException {
    json.writeString(withoutLoneSurrogates(value));
  }

  @Override
  public void integer(long value) throws IOException {
    json.writeNumber(value);
  }

  @Override
  public void number(double value) throws IOException {
    json.writeNumber(value);
  }

  @Override
  public void flag(boolean value) throws IOException {
    json.writeBoolean(value);
  }

  @Override
  public void time(long epochMillis) throws IOException {
    json.writeString(Timestamps.format(epochMillis));
  }

  /** Half a surrogate pair, which a message's escapes can contain, has no UTF-8 form. */
  private static String withoutLoneSurrogates(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (mended == null) {
        mended = new StringBuilder(text);
      }
      mended.setCharAt(i, REPLACEMENT);
    }
    return mended == null ? text : mended.toString();
  }
}
