package io.plantbeam.elasticsearch;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Written;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Incident;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.WindowStats;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The indices of a job. */
record ElasticsearchConnection(ElasticsearchSettings settings) implements Connection, Sink {
  private static final Set<String> INDEXED =
      Set.of(
          WindowStats.SCHEMA.name(),
          Anomaly.SCHEMA.name(),
          Alert.SCHEMA.name(),
          Incident.SCHEMA.name());

  @Override
  public List<Sink> sinks() {
    return List.of(this);
  }

  @Override
  public List<Check> checks(CheckLimits limits) {
    return new ElasticsearchChecks(settings, limits).all();
  }

  @Override
  public String option() {
    return "elasticsearchUrls";
  }

  @Override
  public boolean takes(String output) {
    return INDEXED.contains(output);
  }

  @Override
  public <T> Written write(Output<T> output) {
    return Written.refused(
        output
            .records()
            .apply("Write" + output.step(), WriteElasticsearch.of(output.schema(), settings)));
  }

  @Override
  public void prepare(List<Output<?>> outputs) {
    List<OutputSchema<?>> schemas = new ArrayList<>();
    outputs.forEach(output -> schemas.add(output.schema()));
    ElasticsearchTemplates.apply(settings, schemas);
  }
}
