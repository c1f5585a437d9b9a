package io.plantbeam.engines.fuse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.DoFnRunner;
import org.apache.beam.runners.core.SideInputReader;
import org.apache.beam.runners.core.SimpleDoFnRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFnSchemaInformation;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;

/** A step of a fused one while it runs. */
abstract class RunningStep {

  /**
   * Sets a step up, and all that follow it.
   *
   * @param all gets them, each before those that follow it
   */
  static RunningStep start(
      FusedStep step, PipelineOptions options, FusedFn.Outside outside, List<RunningStep> all) {
    RunningStep started;
    if (step.work() instanceof FusedStep.Call call) {
      Receiver receiver = new Receiver(outside);
      started = new CallStep(call, options, outside, receiver);
      all.add(started);
      for (TupleTag<?> tag : call.outputs().keySet()) {
        receiver.add(tag, step, options, all);
      }
    } else {
      Receiver receiver = new Receiver(outside);
      started = new AssignStep(((FusedStep.Assign) step.work()).windows(), receiver);
      all.add(started);
      receiver.add(FuseSteps.ASSIGNED, step, options, all);
    }
    return started;
  }

  abstract void process(WindowedValue<?> value);

  void startBundle() {}

  void finishBundle() {}

  void tearDown() {}

  /** Hands what a step puts out to those that follow it, and out of the fused step. */
  private static final class Receiver implements WindowedValueMultiReceiver {
    /**
     * Where the elements of an output go.
     *
     * @param tag null if they do not leave the fused step
     */
    private record Target(TupleTag<?> tag, List<RunningStep> followers) {}

    private final FusedFn.Outside outside;
    private final Map<TupleTag<?>, Target> targets = new HashMap<>();

    Receiver(FusedFn.Outside outside) {
      this.outside = outside;
    }

    private void add(
        TupleTag<?> output, FusedStep step, PipelineOptions options, List<RunningStep> all) {
      List<RunningStep> followers = new ArrayList<>();
      for (FusedStep follower : step.followers(output)) {
        followers.add(start(follower, options, outside, all));
      }
      targets.put(output, new Target(step.outside(output), followers));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
      Target target = targets.get(tag);
      if (target.tag != null) {
        outside.output((TupleTag<T>) target.tag, value);
      }
      for (RunningStep follower : target.followers) {
        follower.process(value);
      }
    }
  }

  /** Calls a function. */
  private static final class CallStep extends RunningStep {
    private final DoFnRunner<Object, Object> runner;

    CallStep(
        FusedStep.Call call,
        PipelineOptions options,
        FusedFn.Outside outside,
        WindowedValueMultiReceiver receiver) {
      DoFnInvokers.tryInvokeSetupFor(call.fn(), options);
      runner =
          new SimpleDoFnRunner<>(
              options,
              call.fn(),
              new SideInputs(call.sideInputs().values(), outside),
              receiver,
              call.main(),
              call.additional(),
              null, // Only of use to a function with state or timers.
              call.input(),
              call.outputs(),
              call.windows(),
              DoFnSchemaInformation.create(),
              call.sideInputs());
    }

    @Override
    @SuppressWarnings("unchecked")
    void process(WindowedValue<?> value) {
      runner.processElement((WindowedValue<Object>) value);
    }

    @Override
    void startBundle() {
      runner.startBundle();
    }

    @Override
    void finishBundle() {
      runner.finishBundle();
    }

    @Override
    void tearDown() {
      DoFnInvokers.invokerFor(runner.getFn()).invokeTeardown();
    }
  }

  private record SideInputs(Collection<PCollectionView<?>> views, FusedFn.Outside outside)
      implements SideInputReader {
    @Override
    public <T> T get(PCollectionView<T> view, BoundedWindow window) {
      return outside.sideInput(view);
    }

    @Override
    public <T> boolean contains(PCollectionView<T> view) {
      return views.contains(view);
    }

    @Override
    public boolean isEmpty() {
      return views.isEmpty();
    }
  }

  /** Assigns windows. */
  private static final class AssignStep extends RunningStep {
    private final WindowFn<Object, ?> windows;
    private final WindowedValueMultiReceiver receiver;

    AssignStep(WindowFn<Object, ?> windows, WindowedValueMultiReceiver receiver) {
      this.windows = windows;
      this.receiver = receiver;
    }

    @Override
    void process(WindowedValue<?> value) {
      for (WindowedValue<?> inWindow : value.explodeWindows()) {
        receiver.output(FuseSteps.ASSIGNED, assign(windows, inWindow));
      }
    }

    private static <W extends BoundedWindow> WindowedValue<Object> assign(
        WindowFn<Object, W> windows, WindowedValue<?> value) {
      try {
        return WindowedValues.of(
            value.getValue(),
            value.getTimestamp(),
            windows.assignWindows(
                windows.new AssignContext() {
                  @Override
                  public Object element() {
                    return value.getValue();
                  }

                  @Override
                  public Instant timestamp() {
                    return value.getTimestamp();
                  }

                  @Override
                  public BoundedWindow window() {
                    return value.getWindows().iterator().next();
                  }
                }),
            value.getPaneInfo());
      } catch (Exception e) {
        throw new IllegalStateException("no window for an element of " + value.getTimestamp(), e);
      }
    }
  }
}
