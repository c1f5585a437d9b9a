package io.plantbeam.extending;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.InputRecords;
import io.plantbeam.job.Source;
import io.plantbeam.job.SourceOptions;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RawMessage;
import io.plantbeam.options.OptionReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;

/** A source that is a list. */
final class LinesConnector implements Connector {
  private static final String INPUT = "inputLines";

  @Override
  public Class<? extends PipelineOptions> options() {
    return LinesOptions.class;
  }

  @Override
  public Optional<SourceOptions> sourceOptions() {
    return Optional.of(new SourceOptions("lines", List.of(INPUT), "--inputLines=LINE,...", true));
  }

  @Override
  public Optional<Connection> connect(OptionReader options) {
    return options.isGiven(INPUT)
        ? Optional.of(new LinesConnection(options.list(INPUT)))
        : Optional.empty();
  }

  private record LinesConnection(List<String> lines) implements Connection, Source {
    @Override
    public Optional<Source> source() {
      return Optional.of(this);
    }

    @Override
    public boolean isBounded() {
      return true;
    }

    @Override
    public PCollection<List<RawMessage>> read(Pipeline pipeline, InputRecords records) {
      Origin origin = new Origin("lines", INPUT, Origin.NO_PARTITION);
      List<RawMessage> messages = new ArrayList<>();
      for (String line : lines) {
        messages.add(
            RawMessage.of(
                line.getBytes(StandardCharsets.UTF_8),
                new MessagePosition(origin, messages.size())));
      }
      return pipeline.apply(
          "ReadLines", Create.of(List.of(messages)).withCoder(RawMessage.MessageCoder.LIST));
    }
  }
}
