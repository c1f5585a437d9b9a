package io.plantbeam.extending;

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
import io.plantbeam.model.OutputSchema;
import io.plantbeam.model.ReadingBatch;
import io.plantbeam.options.OptionReader;
import io.plantbeam.options.Parameters;
import io.plantbeam.output.OutputOptions;
import io.plantbeam.parse.MessageFormat;
import io.plantbeam.parse.ParseReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** A pipeline of its own: how many readings each sensor has sent. */
final class CensusKind implements PipelineKind {
  static final OutputSchema<KV<String, Long>> CENSUS =
      OutputSchema.<KV<String, Long>>of("census")
          .identifiedBy(KV::getKey)
          .text("sensor_id", "the sensor", KV::getKey)
          .integer("readings", "how many it has sent", KV::getValue)
          .build();

  private static final String IN_CENSUS = "in_census";

  private final List<Connector> connectors;
  private final MessageFormat format;
  private final Parameters parameters;

  CensusKind(List<Connector> connectors, MessageFormat format) {
    this.connectors = List.copyOf(connectors);
    this.format = format;
    List<Class<? extends PipelineOptions>> options = new ArrayList<>();
    options.add(OutputOptions.class);
    connectors.forEach(connector -> options.add(connector.options()));
    options.add(JobOptions.class);
    this.parameters = Parameters.of(options);
  }

  @Override
  public String name() {
    return "census";
  }

  @Override
  public String summary() {
    return "counts the readings of each sensor";
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
    return List.of(CENSUS.name(), DeadLetter.SCHEMA.name());
  }

  @Override
  public List<Contribution> contributions() {
    List<Contribution> all = new ArrayList<>(ParseReadings.CONTRIBUTIONS);
    all.add(Contribution.out(IN_CENSUS, "in the census"));
    return all;
  }

  @Override
  public PipelineSettings read(OptionReader options, List<Connection> connections) {
    return this::build;
  }

  private void build(Pipeline pipeline, Source source, Outputs outputs) {
    PCollectionTuple parsed =
        source
            .read(pipeline, InputRecords.messages(format))
            .apply("ParseReadings", ParseReadings.of(format));
    PCollection<KV<String, Long>> census =
        parsed
            .get(ParseReadings.READINGS)
            .apply("SensorsOfReadings", ParDo.of(new SensorsFn()))
            .apply("ReadingsOfSensors", Sum.longsPerKey());
    outputs.write(Output.of("Census", CENSUS, census, Duration.ZERO));
    outputs.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS), Duration.ZERO);
  }

  private static final class SensorsFn
      extends DoFn<KV<Integer, List<ReadingBatch>>, KV<String, Long>> {
    private final Counter inCensus = Counters.counter(IN_CENSUS);

    @ProcessElement
    public void process(
        @Element KV<Integer, List<ReadingBatch>> shard, OutputReceiver<KV<String, Long>> out) {
      for (ReadingBatch batch : shard.getValue()) {
        inCensus.inc(batch.size());
        out.output(KV.of(batch.series().sensorId(), (long) batch.size()));
      }
    }
  }
}
