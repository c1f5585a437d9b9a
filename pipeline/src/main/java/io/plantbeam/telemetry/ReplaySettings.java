package io.plantbeam.telemetry;

import io.plantbeam.enrich.AssetRegistry;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Output;
import io.plantbeam.job.Outputs;
import io.plantbeam.job.PipelineSettings;
import io.plantbeam.job.Source;
import io.plantbeam.parse.ParseReadings;
import io.plantbeam.parse.ReplayDeadLetters;
import io.plantbeam.preflight.Check;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** A replay of dead letters. */
record ReplaySettings(ReadingSettings readings) implements PipelineSettings {
  @Override
  public List<Check> checks(Source source) {
    return readings.checks();
  }

  @Override
  public void build(Pipeline pipeline, Source source, Outputs outputs) {
    PCollectionView<List<AssetRegistry>> assets =
        pipeline.apply("LoadRegistry", readings.registry().load(source.isBounded()));
    PCollectionTuple parsed =
        source
            .read(pipeline, InputRecords.deadLetters())
            .apply("ReplayDeadLetters", ReplayDeadLetters.of(readings.format()));
    outputs.write(Output.readings(readings.enrich(parsed.get(ParseReadings.READINGS), assets)));
    outputs.writeDeadLetters(parsed.get(ParseReadings.DEAD_LETTERS), Duration.ZERO);
  }
}
