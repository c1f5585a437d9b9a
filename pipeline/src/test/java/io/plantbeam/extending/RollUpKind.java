package io.plantbeam.extending;

import io.plantbeam.deduplicate.Deduplicate;
import io.plantbeam.enrich.EnrichReadings;
import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.JobOptions;
import io.plantbeam.job.Output;
import io.plantbeam.job.Outputs;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.job.PipelineSettings;
import io.plantbeam.job.Source;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.OptionReader;
import io.plantbeam.options.Parameters;
import io.plantbeam.output.OutputOptions;
import io.plantbeam.panes.GroupStats;
import io.plantbeam.panes.Pane;
import io.plantbeam.panes.SeriesPanes;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.ParseReadings;
import io.plantbeam.registry.RegistryOptions;
import io.plantbeam.registry.RegistrySettings;
import io.plantbeam.windows.SlidingStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** A pipeline in which windows of series and means of facilities come from the same panes. */
final class RollUpKind implements PipelineKind {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final List<Connector> connectors;
  private final MessageFormat format;
  private final Parameters parameters;

  RollUpKind(List<Connector> connectors, MessageFormat format) {
    this.connectors = List.copyOf(connectors);
    this.format = format;
    List<Class<? extends PipelineOptions>> options = new ArrayList<>();
    options.add(OutputOptions.class);
    connectors.forEach(connector -> options.add(connector.options()));
    options.add(RegistryOptions.class);
    options.add(JobOptions.class);
    this.parameters = Parameters.of(options);
  }

  @Override
  public String name() {
    return "roll-up";
  }

  @Override
  public String summary() {
    return "makes statistics of series and means of facilities";
  }

  @Override
  public List<Connector> connectors() {
    return connectors;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<String> outputs() {
    return List.of(
        WindowStats.SCHEMA.name(), FacilityMeans.SCHEMA.name(), DeadLetter.SCHEMA.name());
  }

  @Override
  public List<Contribution> contributions() {
    List<Contribution> all = new ArrayList<>(ParseReadings.CONTRIBUTIONS);
    all.addAll(Deduplicate.CONTRIBUTIONS);
    all.add(Contribution.out(FacilityMeans.AVERAGED, "in means"));
    all.add(Contribution.made(Counters.WINDOWS, "windows"));
    return all;
  }

  @Override
  public PipelineSettings read(OptionReader options, List<Connection> connections) {
    RegistrySettings registry = RegistrySettings.read(options);
    return (pipeline, source, outputs) -> build(pipeline, source, outputs, registry);
  }

  private void build(Pipeline pipeline, Source source, Outputs outputs, RegistrySettings registry) {
    PCollectionTuple parsed =
        source
            .read(pipeline, InputRecords.messages(format))
            .apply("ParseReadings", ParseReadings.of(format));
    PCollection<EnrichedBatch> readings =
        parsed
            .get(ParseReadings.READINGS)
            .apply("Deduplicate", Deduplicate.within(TEN_MINUTES))
            .apply(
                "EnrichReadings",
                EnrichReadings.with(
                    pipeline.apply("LoadRegistry", registry.load(source.isBounded()))));

    SeriesPanes seriesPanes =
        SeriesPanes.forWindows(MINUTE, MINUTE, Duration.ZERO).andWindows(TEN_MINUTES, TEN_MINUTES);
    PCollection<KV<Pane, GroupStats>> panes =
        readings
            .apply("OrderReadings", seriesPanes.orderReadings())
            .apply("SeriesPanes", seriesPanes);
    outputs.write(
        Output.of(
            "Stats",
            WindowStats.SCHEMA,
            panes.apply("SlidingStats", SlidingStats.of(seriesPanes, MINUTE, MINUTE)),
            Duration.ZERO));
    outputs.write(
        Output.of(
            "FacilityMeans",
            FacilityMeans.SCHEMA,
            panes.apply("FacilityMeans", new FacilityMeans(TEN_MINUTES)),
            Duration.ZERO));
    outputs.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS), Duration.ZERO);
  }
}
