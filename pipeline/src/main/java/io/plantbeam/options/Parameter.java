package io.plantbeam.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is known of an option, beside its name, its {@code @Description} and its {@code @Default}.
 * Validation, {@code run --help}, the tables of the docs and the JSON Schemas of templates are made
 * from these; {@link ParameterSpec} reads them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Parameter {
  /** Place among the options of the interface. */
  int order();

  /** Heading under which the option stands. */
  String group();

  ParameterType type();

  /** What a {@link ParameterType#LIST} is a list of. */
  ParameterType elements() default ParameterType.TEXT;

  /** Placeholder behind the equals sign, such as {@code GLOB}; that of the type where empty. */
  String value() default "";

  /** A value that is allowed. */
  String example();

  /** Whether every job needs it. */
  boolean required() default false;

  /**
   * Each {@code NAME} or {@code NAME=VALUE}: the parameter is required where that one is given, or
   * has that value.
   */
  String[] requiredWhen() default {};

  /** The words of a {@link ParameterType#ENUM}. */
  String[] choices() default {};

  /** What a text, or each element of a list, has to match as a whole. */
  String pattern() default "";

  /** Says of a text that does not match what is allowed: {@code is not ...; allowed is ...}. */
  String patternProblem() default "";

  /** The least number or duration. */
  String min() default "";

  /** The greatest number or duration. */
  String max() default "";

  /** Whether templates may fix or expose it. */
  boolean inTemplates() default true;
}
