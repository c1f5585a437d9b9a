package io.plantbeam.job;

import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.DeadLetter;
import io.plantbeam.model.EnrichedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Sends each output to its sinks: to every sink that the settings name for it, and where none is
 * named, to the first that takes what is left. Readings that no sink takes are counted.
 *
 * <p>What a sink refuses becomes a dead letter, unless it is one: that would go to the same sink
 * again.
 */
public final class Outputs {
  /** What is counted where no sink takes the readings. */
  static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.out(Counters.UNARCHIVED, "unarchived"));

  private final List<Sink> sinks;
  private final Map<Sink, List<Output<?>>> taken = new LinkedHashMap<>();

  /** What has become a dead letter on the way; null where the pipeline has none. */
  private PCollection<DeadLetter> deadLetters;

  private Duration latenessOfDeadLetters;

  /** Null where the run is not noted. */
  private final RunNotes notes;

  Outputs(List<Sink> sinks, RunNotes notes) {
    this.sinks = List.copyOf(sinks);
    this.notes = notes;
  }

  /** The sinks among these that take an output. */
  static List<Sink> sinksOf(String output, List<Sink> sinks) {
    List<Sink> taking =
        new ArrayList<>(
            sinks.stream().filter(sink -> !sink.takesWhatIsLeft() && sink.takes(output)).toList());
    if (taking.stream().allMatch(sink -> sink.takesACopyOf(output))) {
      sinks.stream()
          .filter(sink -> sink.takesWhatIsLeft() && sink.takes(output))
          .limit(1)
          .forEach(taking::add);
    }
    return taking;
  }

  /** Takes an output other than dead letters. */
  public <T> void write(Output<T> made) {
    Output<T> output = made.notedBy(notes);
    List<Sink> targets = sinksOf(output.name(), sinks);
    if (targets.isEmpty()) {
      output.batches().apply("CountUnarchived", ParDo.of(new CountUnarchived()));
    }
    targets.forEach(sink -> taken.computeIfAbsent(sink, first -> new ArrayList<>()).add(output));
  }

  /** Takes the dead letters, to which comes what the sinks of all other outputs refuse. */
  public void writeDeadLetters(PCollection<DeadLetter> parsed, Duration lateness) {
    deadLetters = parsed;
    latenessOfDeadLetters = lateness;
  }

  /** Adds the steps that write all that was taken, and that note a run. */
  void build(Pipeline job) {
    List<Written> written = new ArrayList<>();
    taken.forEach((sink, outputs) -> written.add(sink.writeAll(outputs)));
    if (deadLetters != null) {
      written.addAll(writeDeadLetters(Written.all(written).refused()));
    }
    if (notes != null) {
      job.apply("RecordRun", new RecordRun(notes, Written.all(written).files()));
    }
  }

  private List<Written> writeDeadLetters(List<PCollection<DeadLetter>> refused) {
    PCollection<DeadLetter> all =
        PCollectionList.of(deadLetters).and(refused).apply("DeadLetters", Flatten.pCollections());
    Output<DeadLetter> output =
        Output.of("DeadLetters", DeadLetter.SCHEMA, all, latenessOfDeadLetters).notedBy(notes);
    List<Written> written = new ArrayList<>();
    for (Sink sink : sinksOf(output.name(), sinks)) {
      taken.computeIfAbsent(sink, first -> new ArrayList<>()).add(output);
      written.add(sink.write(output));
    }
    return written;
  }

  /** Lets each sink make what its outputs need. */
  void prepare() {
    taken.forEach(Sink::prepare);
  }

  /** Counts what would be archived, so that the accounting has no gap. */
  private static final class CountUnarchived extends DoFn<EnrichedBatch, Void> {
    private final Counter unarchived = Counters.counter(Counters.UNARCHIVED);

    @ProcessElement
    public void count(@Element EnrichedBatch batch) {
      unarchived.inc(batch.readings().size());
    }
  }
}
