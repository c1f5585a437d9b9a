package io.plantbeam.runners;

import io.plantbeam.options.TelemetryOptions;
import java.util.Set;
import org.apache.beam.runners.direct.DirectOptions;

/**
 * The Direct runner: its checks that elements are encodable and not changed after output are for
 * tests, and cost two thirds of the throughput.
 */
final class DirectProfile implements RunnerProfile {
  @Override
  public String engineClass() {
    return "org.apache.beam.runners.direct.DirectRunner";
  }

  @Override
  public String howToLaunch() {
    return "add beam-runners-direct-java to the class path";
  }

  @Override
  public void setDefaults(TelemetryOptions options, Set<String> given) {
    DirectOptions direct = options.as(DirectOptions.class);
    if (!given.contains("enforceImmutability")) {
      direct.setEnforceImmutability(false);
    }
    if (!given.contains("enforceEncodability")) {
      direct.setEnforceEncodability(false);
    }
    // Otherwise there is no job to stop, and to ask for its counters, while it runs.
    direct.setBlockOnRun(false);
  }
}
