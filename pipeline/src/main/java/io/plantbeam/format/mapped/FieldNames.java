package io.plantbeam.format.mapped;

import io.plantbeam.format.document.DocumentHandler;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names of all fields of documents, at any depth, in the order of their first use. */
final class FieldNames implements DocumentHandler {
  private static final int MOST = 1000;

  private final Set<String> names = new LinkedHashSet<>();

  Set<String> names() {
    return names;
  }

  @Override
  public boolean startObject() {
    return true;
  }

  @Override
  public boolean field(String name) {
    if (names.size() < MOST) {
      names.add(name);
    }
    return true;
  }

  @Override
  public void endObject() {}

  @Override
  public boolean startArray() {
    return true;
  }

  @Override
  public void endArray() {}

  @Override
  public void text(char[] characters, int from, int length) {}

  @Override
  public void integer(long value) {}

  @Override
  public void decimal(double value) {}

  @Override
  public void flag(boolean value) {}

  @Override
  public void instant(long epochMicros) {}

  @Override
  public void nothing() {}
}
