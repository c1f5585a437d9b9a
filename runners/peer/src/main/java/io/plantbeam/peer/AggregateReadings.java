package io.plantbeam.peer;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Readings to the figures of their window. */
final class AggregateReadings implements AggregateFunction<Reading, WindowFigures, WindowFigures> {
  private static final long serialVersionUID = 1;

  @Override
  public WindowFigures createAccumulator() {
    return new WindowFigures();
  }

  @Override
  public WindowFigures add(Reading reading, WindowFigures figures) {
    figures.add(reading);
    return figures;
  }

  @Override
  public WindowFigures getResult(WindowFigures figures) {
    return figures;
  }

  @Override
  public WindowFigures merge(WindowFigures one, WindowFigures other) {
    throw new UnsupportedOperationException("Flink merges session windows alone");
  }
}
