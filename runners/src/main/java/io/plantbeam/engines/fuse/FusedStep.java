package io.plantbeam.engines.fuse;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.joda.time.Duration;

/** A step within a fused one, with the steps that follow it there. */
final class FusedStep implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Where the elements of an output go.
   *
   * @param tag of the fused step's output that has them; null if nothing outside of it reads them
   * @param followers those that read them within the fused step
   */
  private record Route(TupleTag<?> tag, List<FusedStep> followers) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What a step does: calls a function, or assigns windows. */
  sealed interface Work extends Serializable permits Call, Assign {}

  /**
   * @param additional tags of the outputs beside the main one
   * @param sideInputs by the names that the function has for them
   * @param input what the elements are encoded by
   * @param windows of the input
   * @param outputs what each output is encoded by
   */
  record Call(
      DoFn<Object, Object> fn,
      TupleTag<Object> main,
      List<TupleTag<?>> additional,
      Map<String, PCollectionView<?>> sideInputs,
      Coder<Object> input,
      WindowingStrategy<?, ?> windows,
      Map<TupleTag<?>, Coder<?>> outputs)
      implements Work {
    private static final long serialVersionUID = 1;
  }

  /** Puts elements into windows. */
  record Assign(WindowFn<Object, ?> windows) implements Work {
    private static final long serialVersionUID = 1;
  }

  private final Work work;
  private final Map<TupleTag<?>, Route> routes = new HashMap<>();

  FusedStep(Work work) {
    this.work = work;
  }

  Work work() {
    return work;
  }

  /**
   * Says where an output goes. Those without a route go nowhere.
   *
   * @param outside the fused step's tag for it; null if nothing outside reads it
   */
  void route(TupleTag<?> output, TupleTag<?> outside, List<FusedStep> followers) {
    routes.put(output, new Route(outside, new ArrayList<>(followers)));
  }

  /** The fused step's tag for an output; null if nothing outside reads it. */
  TupleTag<?> outside(TupleTag<?> output) {
    Route route = routes.get(output);
    return route == null ? null : route.tag;
  }

  /** The steps that read an output within the fused step. */
  List<FusedStep> followers(TupleTag<?> output) {
    Route route = routes.get(output);
    return route == null ? List.of() : route.followers;
  }

  /** By how much what comes out may be earlier than what went in. */
  @SuppressWarnings("deprecation") // There is no other way to put out an earlier time.
  Duration skew() {
    long own = work instanceof Call call ? call.fn.getAllowedTimestampSkew().getMillis() : 0;
    long most = 0;
    for (Route route : routes.values()) {
      for (FusedStep follower : route.followers) {
        most = Math.max(most, follower.skew().getMillis());
      }
    }
    long sum = own + most;
    return Duration.millis(sum < 0 ? Long.MAX_VALUE : sum);
  }
}
