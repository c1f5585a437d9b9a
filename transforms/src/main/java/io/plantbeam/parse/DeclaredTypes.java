package io.plantbeam.parse;

import java.util.HashMap;
import java.util.Map;

/**
 * The sensor types that messages declare, by the names that they write, so that a name in another
 * case than the catalogue's costs one look-up per reading and no text. When it is full it starts
 * afresh, which bounds it. Not thread-safe.
 */
public final class DeclaredTypes {
  private static final int MAX_NAMES = 1 << 12;

  /**
   * What a name stands for.
   *
   * @param name the catalogue's, or, for a type that it does not have, the one that is written
   * @param type null where the catalogue does not have it
   */
  public record Declared(String name, SensorType type) {}

  private final SensorTypes types;
  private final Map<String, Declared> byWrittenName = new HashMap<>();

  public DeclaredTypes(SensorTypes types) {
    this.types = types;
  }

  /**
   * What a name stands for.
   *
   * @param written null where the message declares none, and then so is the result
   */
  public Declared get(String written) {
    if (written == null) {
      return null;
    }
    Declared known = byWrittenName.get(written);
    return known != null ? known : add(written);
  }

  private Declared add(String written) {
    if (byWrittenName.size() >= MAX_NAMES) {
      byWrittenName.clear();
    }
    SensorType type = types.type(written);
    Declared declared = new Declared(type == null ? written : type.name(), type);
    byWrittenName.put(written, declared);
    return declared;
  }
}
