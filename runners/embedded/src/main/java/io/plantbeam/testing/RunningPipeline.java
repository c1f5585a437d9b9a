package io.plantbeam.testing;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** A pipeline without end on the Direct runner whose output a test can watch. */
public final class RunningPipeline<T> implements AutoCloseable {
  private static final Map<String, Queue<Object>> OUTPUTS = new ConcurrentHashMap<>();

  private final String id;
  private final PipelineResult result;

  private RunningPipeline(String id, PipelineResult result) {
    this.id = id;
    this.result = result;
  }

  /** Builds the pipeline and starts it. */
  public static <T> RunningPipeline<T> start(Function<Pipeline, PCollection<T>> build) {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setBlockOnRun(false);
    Pipeline pipeline = Pipeline.create(options);
    String id = UUID.randomUUID().toString();
    OUTPUTS.put(id, new ConcurrentLinkedQueue<>());
    build.apply(pipeline).apply("Watch", ParDo.of(new WatchFn<>(id)));
    return new RunningPipeline<>(id, pipeline.run());
  }

  /** What has come out so far. */
  @SuppressWarnings("unchecked") // WatchFn of this id takes T alone.
  public List<T> output() {
    return (List<T>) List.copyOf(OUTPUTS.get(id));
  }

  /** Waits for output and returns it. */
  public List<T> await(Predicate<List<T>> enough) {
    Await.until(
        Duration.ofSeconds(30), () -> enough.test(output()), () -> "the output is " + output());
    return output();
  }

  @Override
  public void close() {
    try {
      result.cancel();
    } catch (IOException e) {
      throw new UncheckedIOException("the pipeline cannot be cancelled", e);
    } finally {
      OUTPUTS.remove(id);
    }
  }

  private static final class WatchFn<T> extends DoFn<T, Void> implements Serializable {
    private final String id;

    WatchFn(String id) {
      this.id = id;
    }

    @ProcessElement
    public void process(@Element T element) {
      Queue<Object> output = OUTPUTS.get(id);
      if (output != null) {
        output.add(element);
      }
    }
  }
}
