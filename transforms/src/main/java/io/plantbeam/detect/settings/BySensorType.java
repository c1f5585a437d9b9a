package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A value for each of some sensor types, and one for all others. */
public final class BySensorType<T> implements Serializable {
  private final Map<String, T> named;
  private final T others;

  BySensorType(Map<String, T> named, T others) {
    this.named = new HashMap<>(named);
    this.others = others;
  }

  /** The value of a sensor type, which may be unknown or null. */
  public T of(String sensorType) {
    return sensorType == null ? others : named.getOrDefault(sensorType, others);
  }

  /**
   * What is made of each value.
   *
   * @param made may return null; what it returns is serializable
   */
  public <R> BySensorType<R> map(Function<T, R> made) {
    Map<String, R> mapped = new HashMap<>();
    named.forEach((sensorType, value) -> mapped.put(sensorType, made.apply(value)));
    return new BySensorType<>(mapped, made.apply(others));
  }

  /** The values of all sensor types. */
  public Stream<T> values() {
    return Stream.concat(named.values().stream(), Stream.of(others));
  }
}
