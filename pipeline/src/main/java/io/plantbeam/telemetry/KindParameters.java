package io.plantbeam.telemetry;

import io.plantbeam.job.Connector;
import io.plantbeam.job.JobOptions;
import io.plantbeam.options.Parameters;
import io.plantbeam.output.OutputOptions;
import io.plantbeam.registry.RegistryOptions;
import io.plantbeam.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** The parameters of a kind of pipeline that reads sensor readings. */
final class KindParameters {
  private KindParameters() {}

  /** Those of every such kind and of the connectors, and a kind's own. */
  static Parameters of(List<Connector> connectors, List<Class<? extends PipelineOptions>> ofKind) {
    List<Class<? extends PipelineOptions>> all = new ArrayList<>();
    all.add(OutputOptions.class);
    connectors.forEach(connector -> all.add(connector.options()));
    all.addAll(Stores.options());
    all.add(RegistryOptions.class);
    all.addAll(ofKind);
    all.add(ReadingOptions.class);
    all.add(JobOptions.class);
    return Parameters.of(all);
  }
}
