package io.plantbeam.format.schema;

import io.plantbeam.format.document.DocumentHandler;
import io.plantbeam.model.Timestamps;
import java.util.Set;

/** Writes a document down as it comes, one line per object; fields of some names are not wanted. */
final class DocumentText implements DocumentHandler {
  private final StringBuilder text = new StringBuilder();
  private final Set<String> unwanted;

  DocumentText(String... unwanted) {
    this.unwanted = Set.of(unwanted);
  }

  @Override
  public boolean startObject() {
    text.append("{");
    return true;
  }

  @Override
  public boolean field(String name) {
    if (unwanted.contains(name)) {
      return false;
    }
    text.append(' ').append(name).append('=');
    return true;
  }

  @Override
  public void endObject() {
    text.append(" }");
  }

  @Override
  public boolean startArray() {
    text.append("[");
    return true;
  }

  @Override
  public void endArray() {
    text.append(" ]");
  }

  @Override
  public void text(char[] characters, int from, int length) {
    text.append('\'').append(characters, from, length).append('\'');
  }

  @Override
  public void integer(long value) {
    text.append(' ').append(value);
  }

  @Override
  public void decimal(double value) {
    text.append(' ').append(value);
  }

  @Override
  public void flag(boolean value) {
    text.append(' ').append(value);
  }

  @Override
  public void instant(long epochMicros) {
    text.append(' ').append(Timestamps.formatMicros(epochMicros));
  }

  @Override
  public void nothing() {
    text.append("null");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
