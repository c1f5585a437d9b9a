package io.plantbeam.files;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.SourceOptions;
import io.plantbeam.options.OptionReader;
import io.plantbeam.output.OutputFiles;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** Files of newline-delimited JSON: read as a batch, and written for what has no other sink. */
public final class FilesConnector implements Connector {
  private static final String INPUT = "inputFiles";

  @Override
  public Class<? extends PipelineOptions> options() {
    return FilesOptions.class;
  }

  @Override
  public Optional<SourceOptions> sourceOptions() {
    return Optional.of(new SourceOptions("files", List.of(INPUT), "--inputFiles=GLOB", true));
  }

  @Override
  public Optional<Connection> connect(OptionReader options) {
    if (options.isUsable(INPUT)) {
      try {
        ReadFiles.check(options.text(INPUT));
      } catch (UnusableInputException e) {
        options.refuse(e.getMessage());
      }
    }
    return Optional.of(new FilesConnection(options.text(INPUT), OutputFiles.of(options)));
  }
}
