package io.plantbeam.detect.settings;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A parameter of a detector: a component of the record that holds the detector's parameters.
 *
 * <p>Components of type {@code double}, {@code int}, {@code long}, {@code boolean} and {@code
 * List<Integer>} are parameters. A {@code long} whose name ends in {@code Millis} is a duration,
 * and one whose name ends in {@code At} an event time, which is {@link Long#MIN_VALUE} where there
 * is none. Components of other types cannot be set.
 *
 * @param name as settings write it: {@code minimum_readings} for {@code minimumReadings}, {@code
 *     tolerance} for {@code toleranceMillis}
 * @param defaultValue where settings say nothing: of the class that its kind says; null where there
 *     is no time
 */
public record DetectorParameter(String name, Kind kind, Object defaultValue) {

  /** What a parameter is, and what its values are in memory. */
  public enum Kind {
    /** {@link Double}. */
    NUMBER,
    /** {@link Long}. */
    WHOLE,
    /** {@link Boolean}. */
    FLAG,
    /** {@link Duration}. */
    DURATION,
    /** {@link Instant}. */
    TIME,
    /** {@link List} of {@link Integer}. */
    WHOLES
  }

  /** The parameters of a record, in its order, with the values of this one as defaults. */
  public static <P extends Record & Serializable> List<DetectorParameter> of(P defaults) {
    List<DetectorParameter> parameters = new ArrayList<>();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      Kind kind = kindOf(component);
      if (kind != null) {
        Object value = value(component, defaults);
        parameters.add(
            new DetectorParameter(nameOf(component, kind), kind, toSetting(kind, value)));
      }
    }
    return parameters;
  }

  /**
   * The same record with other values.
   *
   * @param values by parameter name, each of the class that the parameter's kind says
   * @throws ArithmeticException where a value is too large for the component
   */
  public static <P extends Record & Serializable> P with(P defaults, Map<String, Object> values) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Kind kind = kindOf(components[i]);
      Object set = kind == null ? null : values.get(nameOf(components[i], kind));
      arguments[i] =
          set == null
              ? value(components[i], defaults)
              : toComponent(kind, components[i].getType(), set);
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
      throw new IllegalStateException(defaults.getClass() + " must be a public record", e);
    }
  }

  private static Kind kindOf(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == double.class) {
      return Kind.NUMBER;
    }
    if (type == long.class && component.getName().endsWith("Millis")) {
      return Kind.DURATION;
    }
    if (type == long.class && component.getName().endsWith("At")) {
      return Kind.TIME;
    }
    if (type == long.class || type == int.class) {
      return Kind.WHOLE;
    }
    if (type == List.class) {
      return Kind.WHOLES;
    }
    return type == boolean.class ? Kind.FLAG : null;
  }

  private static Object toSetting(Kind kind, Object value) {
    return switch (kind) {
      case WHOLE -> ((Number) value).longValue();
      case DURATION -> Duration.ofMillis((Long) value);
      case TIME -> (Long) value == Long.MIN_VALUE ? null : Instant.ofEpochMilli((Long) value);
      default -> value;
    };
  }

  private static Object toComponent(Kind kind, Class<?> type, Object setting) {
    return switch (kind) {
      case WHOLE -> type == int.class ? (Object) Math.toIntExact((Long) setting) : setting;
      case DURATION -> ((Duration) setting).toMillis();
      case TIME -> ((Instant) setting).toEpochMilli();
      default -> setting;
    };
  }

  private static Object value(RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(owner.getClass() + " must be a public record", e);
    }
  }

  private static String nameOf(RecordComponent component, Kind kind) {
    String name = component.getName();
    if (kind == Kind.DURATION) {
      name = name.substring(0, name.length() - "Millis".length());
    }
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
