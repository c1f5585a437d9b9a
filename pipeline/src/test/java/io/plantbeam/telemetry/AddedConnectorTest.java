package io.plantbeam.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.config.InvalidOptionsException;
import io.plantbeam.job.Connection;
import io.plantbeam.job.Connector;
import io.plantbeam.job.Job;
import io.plantbeam.job.Output;
import io.plantbeam.job.PipelineKind;
import io.plantbeam.job.Sink;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.WindowStats;
import io.plantbeam.options.OptionReader;
import io.plantbeam.options.Parameter;
import io.plantbeam.options.ParameterType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that the code has never seen is one folder, which this class stands for, and one line. */
class AddedConnectorTest {
  /** The line. */
  private static final List<Connector> WITH_THE_SINK =
      Stream.concat(Connectors.ALL.stream(), Stream.of(new CountingConnector())).toList();

  @TempDir Path folder;

  /** The options of a sink that counts. */
  public interface CountingOptions extends PipelineOptions {
    @Parameter(
        order = 1,
        group = "Output",
        type = ParameterType.TEXT,
        value = "NAME",
        example = "windows_seen")
    @Description("Counts window statistics in a counter of this name.")
    String getCountWindowsIn();

    void setCountWindowsIn(String value);
  }

  private static final class CountingConnector implements Connector {
    @Override
    public Class<? extends PipelineOptions> options() {
      return CountingOptions.class;
    }

    @Override
    public Optional<Connection> connect(OptionReader options) {
      return Optional.ofNullable(options.text("countWindowsIn")).map(CountingConnection::new);
    }
  }

  private record CountingConnection(String counter) implements Connection, Sink {
    @Override
    public List<Sink> sinks() {
      return List.of(this);
    }

    @Override
    public String option() {
      return "countWindowsIn";
    }

    @Override
    public boolean takes(String output) {
      return output.equals(WindowStats.SCHEMA.name());
    }

    @Override
    public <T> Optional<PCollection<DeadLetter>> write(Output<T> output) {
      output
          .recordsOf(WindowStats.SCHEMA)
          .apply("Count" + output.step(), ParDo.of(new CountFn(counter)));
      return Optional.empty();
    }
  }

  private static final class CountFn extends DoFn<WindowStats, Void> {
    private final Counter counter;

    CountFn(String name) {
      this.counter = Counters.counter(name);
    }

    @ProcessElement
    public void count() {
      counter.inc();
    }
  }

  @Test
  void theSinkTakesItsOutputFromTheFilesAndLeavesThemTheOthers() throws IOException {
    Job job = Job.launch(new TelemetryKind(WITH_THE_SINK), options("--countWindowsIn=seen"));
    job.waitUntilFinish();
    assertEquals(5, counted(job, "seen"));
    assertEquals(5, job.accounting().count(Counters.WINDOWS));
    assertFalse(Files.exists(folder.resolve("out/window-stats")));
    assertTrue(Files.exists(folder.resolve("out/dead-letters")));
    assertTrue(Files.exists(folder.resolve("out/readings")));
  }

  @Test
  void withoutItsOptionAllIsAsItWas() throws IOException {
    Job job = Job.launch(new TelemetryKind(WITH_THE_SINK), options());
    job.waitUntilFinish();
    assertTrue(Files.exists(folder.resolve("out/window-stats")));
  }

  @Test
  void itsOptionIsAmongTheParametersAndIsRefusedWhereNothingIsMadeForIt() throws IOException {
    PipelineKind replay = new ReplayKind(WITH_THE_SINK);
    assertTrue(replay.parameters().named("countWindowsIn").isPresent());
    PipelineOptions options = options("--countWindowsIn=seen");
    InvalidOptionsException refused =
        assertThrows(InvalidOptionsException.class, () -> Job.launch(replay, options));
    assertEquals(
        List.of(
            "--countWindowsIn=seen: stands beside --pipeline=replay, which archives readings and"
                + " judges none, because the others of their windows are not there; leave it out"),
        refused.problems());
  }

  private PipelineOptions options(String... more) throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("in.ndjson"),
            "{\"sensor_id\":\"s\",\"timestamp\":1,\"value\":1}\nno json\n");
    String[] all =
        Stream.concat(
                Stream.of("--inputFiles=" + input, "--output=" + folder.resolve("out")),
                Stream.of(more))
            .toArray(String[]::new);
    return PipelineOptionsFactory.fromArgs(all).create();
  }

  private static long counted(Job job, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(Counters.NAMESPACE, name))
            .build();
    return job.metrics().queryMetrics(filter).getCounters().iterator().next().getCommitted();
  }
}
