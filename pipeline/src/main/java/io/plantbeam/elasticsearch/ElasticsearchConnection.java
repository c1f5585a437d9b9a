package io.plantbeam.elasticsearch;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Written;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;
import io.plantbeam.model.Incident;
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.WindowStats;
import io.plantbeam.preflight.Check;
import io.plantbeam.preflight.CheckLimits;
import io.plantbeam.rollup.RollUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The indices of a job. */
record ElasticsearchConnection(ElasticsearchSettings settings) implements Connection, Sink {
  private static final Set<String> INDEXED =
      Stream.concat(
              Stream.of(
                      WindowStats.SCHEMA,
                      Anomaly.SCHEMA,
                      Alert.SCHEMA,
                      Incident.SCHEMA,
                      EventFrame.SCHEMA,
                      EquipmentStatus.SCHEMA)
                  .map(OutputSchema::name),
              RollUp.ALL.stream().map(RollUp::label))
          .collect(Collectors.toUnmodifiableSet());

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
