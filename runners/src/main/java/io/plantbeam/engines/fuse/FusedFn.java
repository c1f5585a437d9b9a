package io.plantbeam.engines.fuse;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;

/**
 * A step and all that follows it without state of its own. An element goes through all of them
 * before the next, and at the end of a bundle each step ends its own before those that follow it.
 *
 * @param <InputT> of the first step
 */
final class FusedFn<InputT> extends DoFn<InputT, Object> {
  private static final long serialVersionUID = 1;

  private final FusedStep first;
  private transient List<RunningStep> steps;
  private transient Elements elements;

  FusedFn(FusedStep first) {
    this.first = first;
  }

  /** What a step that runs may ask of the element at hand, and where it puts out. */
  interface Outside {
    /** Puts out of the fused step. */
    <T> void output(TupleTag<T> tag, WindowedValue<T> value);

    /** The value of a side input, in the window of the element. */
    <T> T sideInput(PCollectionView<T> view);
  }

  /** The runner's context of the moment: of an element, or of the end of the bundle. */
  private final class Elements implements Outside {
    private ProcessContext element;
    private FinishBundleContext end;

    @Override
    public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
      if (element != null) {
        element.outputWindowedValue(
            tag, value.getValue(), value.getTimestamp(), value.getWindows(), value.getPaneInfo());
        return;
      }
      for (BoundedWindow window : value.getWindows()) {
        end.output(tag, value.getValue(), value.getTimestamp(), window);
      }
    }

    @Override
    public <T> T sideInput(PCollectionView<T> view) {
      return element.sideInput(view);
    }
  }

  @Setup
  public void setup(PipelineOptions options) {
    elements = new Elements();
    steps = new ArrayList<>();
    RunningStep.start(first, options, elements, steps);
  }

  @StartBundle
  public void startBundle() {
    steps.forEach(RunningStep::startBundle);
  }

  @ProcessElement
  public void process(ProcessContext context, BoundedWindow window) {
    elements.element = context;
    try {
      steps
          .get(0)
          .process(
              WindowedValues.of(context.element(), context.timestamp(), window, context.pane()));
    } finally {
      elements.element = null;
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    elements.end = context;
    try {
      steps.forEach(RunningStep::finishBundle);
    } finally {
      elements.end = null;
    }
  }

  @Teardown
  public void tearDown() {
    if (steps != null) {
      steps.forEach(RunningStep::tearDown);
    }
  }

  @Override
  @SuppressWarnings({"deprecation", "InlineMeSuggester"}) // There is no other way to say it.
  public Duration getAllowedTimestampSkew() {
    return first.skew();
  }
}
