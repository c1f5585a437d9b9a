package io.plantbeam.spec.engine;

import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import org.apache.beam.sdk.options.Description;

/** Options of {@code DirectOptions}, by the names of its getters. */
interface DirectParameters {
  @Parameter(order = 1, group = "Direct", type = ParameterType.INTEGER, example = "2", min = "1")
  @Description(
      "Threads. By default a batch job has three, or one per processor if that is more,"
          + " and a stream has one.")
  int getTargetParallelism();

  @Parameter(order = 2, group = "Direct", type = ParameterType.BOOLEAN, example = "true")
  @Description("Check that no step changes its input. For tests.")
  boolean getEnforceImmutability();

  @Parameter(order = 3, group = "Direct", type = ParameterType.BOOLEAN, example = "true")
  @Description("Check that every element can be encoded. For tests.")
  boolean getEnforceEncodability();
}
