package io.plantbeam.engines;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.streaming.DStreamGraph;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.dstream.DStream;
import scala.collection.Iterator;

/**
 * How often Spark writes the state of steps, and for how long it keeps what batches have made.
 *
 * <p>Beam tells Spark how often to write the state of sources and of windows, but not of the other
 * steps with state, which Spark writes with every tenth batch then. It has to make all between
 * again where it loses that state, so it keeps in the executors' memory what twenty batches have
 * read and made, of every step before. Of a stream that is behind, that is more than there is.
 */
final class SparkStateIntervals {
  /** The setting that says how often the state is written, in milliseconds. */
  static final String CHECKPOINT_MILLIS = "spark.plantbeam.checkpointMillis";

  /** In which Spark keeps the last state that was written, and the one that is being written. */
  private static final int KEPT = 2;

  private SparkStateIntervals() {}

  /**
   * Has Spark write the state of all steps equally often, and keep nothing for longer than that
   * takes. To be called before the first batch, once the graph has been started.
   *
   * @param checkpointMillis a multiple of the batch interval
   */
  static void set(DStreamGraph graph, long checkpointMillis) {
    Duration interval = new Duration(checkpointMillis);
    Duration kept = interval.times(KEPT);
    for (DStream<?> stream : streams(graph)) {
      if (stream.checkpointDuration() != null) {
        stream.checkpointDuration_$eq(interval);
      }
      if (kept.less(stream.rememberDuration())) {
        stream.rememberDuration_$eq(kept);
      }
    }
  }

  private static Set<DStream<?>> streams(DStreamGraph graph) {
    Set<DStream<?>> found = new HashSet<>();
    Deque<DStream<?>> next = new ArrayDeque<>();
    for (DStream<?> output : graph.getOutputStreams()) {
      next.add(output);
    }
    while (!next.isEmpty()) {
      DStream<?> stream = next.remove();
      if (found.add(stream)) {
        Iterator<DStream<?>> sources = stream.dependencies().iterator();
        while (sources.hasNext()) {
          next.add(sources.next());
        }
      }
    }
    return found;
  }
}
