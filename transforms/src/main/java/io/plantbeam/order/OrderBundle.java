package io.plantbeam.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * Elements of the global window in, the same out by timestamp within the bundle: where the
 * watermark moves over several windows at once, the engine hands them on in any order.
 */
public final class OrderBundle<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private OrderBundle() {}

  public static <T> OrderBundle<T> byTimestamp() {
    return new OrderBundle<>();
  }

  @Override
  public PCollection<T> expand(PCollection<T> input) {
    return input.apply("Order", ParDo.of(new OrderFn<>())).setCoder(input.getCoder());
  }

  private static final class OrderFn<T> extends DoFn<T, T> {
    private transient List<TimestampedValue<T>> elements;

    @StartBundle
    public void startBundle() {
      elements = new ArrayList<>();
    }

    @ProcessElement
    public void processElement(@Element T element, @Timestamp Instant timestamp) {
      elements.add(TimestampedValue.of(element, timestamp));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      elements.sort(Comparator.comparing(TimestampedValue::getTimestamp));
      for (TimestampedValue<T> element : elements) {
        context.output(element.getValue(), element.getTimestamp(), GlobalWindow.INSTANCE);
      }
      elements = null;
    }
  }
}
