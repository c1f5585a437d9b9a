package io.plantbeam.extending;

import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.Output;
import io.plantbeam.job.Sink;
import io.plantbeam.job.Written;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.options.OptionReader;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/** A sink that counts. */
final class CountingConnector implements Connector {
  /** The counter, and the field of the summary. */
  static final String COUNTED = "counted_records";

  private static final String OUTPUT = "countOutput";

  @Override
  public Class<? extends PipelineOptions> options() {
    return CountingOptions.class;
  }

  @Override
  public List<Contribution> contributions() {
    return List.of(Contribution.made(COUNTED, "records counted"));
  }

  @Override
  public Optional<Connection> connect(OptionReader options) {
    return Optional.ofNullable(options.text(OUTPUT)).map(CountingConnection::new);
  }

  private record CountingConnection(String output) implements Connection, Sink {
    @Override
    public List<Sink> sinks() {
      return List.of(this);
    }

    @Override
    public String option() {
      return OUTPUT;
    }

    @Override
    public boolean takes(String name) {
      // The elements of the readings are batches, not records.
      return name.equals(output) && !name.equals(Output.READINGS);
    }

    @Override
    public <T> Written write(Output<T> taken) {
      taken.records().apply("Count" + taken.step(), ParDo.of(new CountFn<>()));
      return Written.NOTHING;
    }
  }

  private static final class CountFn<T> extends DoFn<T, Void> {
    private final Counter counted = Counters.counter(COUNTED);

    @ProcessElement
    public void count() {
      counted.inc();
    }
  }
}
