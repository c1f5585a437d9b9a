package io.plantbeam.lake;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.model.Contribution;
import io.plantbeam.options.OptionReader;
import io.plantbeam.output.OutputFiles;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** The lake: every reading in Parquet files. */
public final class LakeConnector implements Connector {
  @Override
  public Class<? extends PipelineOptions> options() {
    return LakeOptions.class;
  }

  @Override
  public List<Contribution> contributions() {
    return WriteLake.CONTRIBUTIONS;
  }

  @Override
  public Optional<Connection> connect(OptionReader options) {
    LakeOptions lake = options.as(LakeOptions.class);
    return Optional.of(
        new LakeConnection(
            OutputFiles.of(options),
            lake.getLake(),
            lake.getLakeShards(),
            lake.getRollupLake(),
            "replace".equals(lake.getOverlap()),
            null));
  }
}
