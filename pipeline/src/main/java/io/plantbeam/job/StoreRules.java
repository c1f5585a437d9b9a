package io.plantbeam.job;

import io.plantbeam.options.OptionReader;
import io.plantbeam.options.ParameterSpec;
import io.plantbeam.options.ParameterType;
import io.plantbeam.stores.Stores;
import org.apache.beam.sdk.options.PipelineOptions;

/** The rules for the options of object stores, beside those for each value by itself. */
final class StoreRules {
  private StoreRules() {}

  /**
   * Looks the secrets up, where the pipeline has their options, and refuses each not there, and
   * secrets that are given another way.
   */
  static void check(OptionReader options) {
    Stores.options().stream()
        .flatMap(type -> ParameterSpec.allOf(type).stream())
        .filter(spec -> spec.type() == ParameterType.SECRET && options.has(spec.name()))
        .forEach(spec -> options.secret(spec.name()));
    Stores.ALL.stream()
        .flatMap(store -> store.refusals(options.as(PipelineOptions.class)).stream())
        .forEach(options::refuse);
  }
}
