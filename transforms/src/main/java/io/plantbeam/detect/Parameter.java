package io.plantbeam.detect;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A parameter of a detector: a component of the record that holds the detector's parameters.
 *
 * @param name as settings write it: {@code minimum_readings} for {@code minimumReadings}
 * @param type {@code double}, {@code long}, {@code int}, {@code boolean}, or a type that settings
 *     write as a text
 * @param defaultValue where settings say nothing
 */
public record Parameter(String name, Class<?> type, Object defaultValue) {

  /** The parameters of a record, in its order, with the values of this one as defaults. */
  public static <P extends Record & Serializable> List<Parameter> of(P defaults) {
    List<Parameter> parameters = new ArrayList<>();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      parameters.add(
          new Parameter(
              snakeCase(component.getName()), component.getType(), value(component, defaults)));
    }
    return parameters;
  }

  /**
   * The same record with other values.
   *
   * @param values by parameter name, each of the parameter's type
   */
  public static <P extends Record & Serializable> P with(P defaults, Map<String, Object> values) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = snakeCase(components[i].getName());
      arguments[i] = values.containsKey(name) ? values.get(name) : value(components[i], defaults);
    }
    try {
      @SuppressWarnings("unchecked")
      Constructor<P> constructor =
          (Constructor<P>)
              defaults
                  .getClass()
                  .getDeclaredConstructor(
                      Arrays.stream(components)
                          .map(RecordComponent::getType)
                          .toArray(Class<?>[]::new));
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has no public canonical constructor", e);
    }
  }

  private static Object value(RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has no public accessor", e);
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
