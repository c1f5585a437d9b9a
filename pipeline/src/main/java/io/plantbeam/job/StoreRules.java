package io.plantbeam.job;

import io.plantbeam.options.OptionReader;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.stores.Stores;

/** The rules for the options of object stores, beside those for each value by itself. */
final class StoreRules {
  private StoreRules() {}

  /** Looks the secrets up, where the pipeline has their options, and refuses each not there. */
  static void check(OptionReader options) {
    Stores.options().stream()
        .flatMap(type -> ParameterSpec.allOf(type).stream())
        .filter(spec -> spec.type() == ParameterType.SECRET && options.has(spec.name()))
        .forEach(spec -> options.secret(spec.name()));
  }
}
