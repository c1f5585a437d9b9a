package io.plantbeam.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How an option of {@link TelemetryOptions} is listed in {@code run --help} and in the docs. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Parameter {
  /** Place in the list. */
  int order();

  /** Heading under which the option stands. */
  String group();

  /** What stands behind the equals sign: a placeholder such as {@code GLOB}. */
  String value();
}
