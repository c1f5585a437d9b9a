package io.plantbeam.spec;

/**
 * A parameter that a template leaves to the user.
 *
 * @param name of the option
 * @param required whether the user has to give it
 * @param defaultValue null for that of the option
 */
public record ExposedParameter(String name, boolean required, String defaultValue) {}
