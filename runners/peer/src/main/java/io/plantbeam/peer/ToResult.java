package io.plantbeam.peer;

import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Puts the window beside its figures. */
final class ToResult implements WindowFunction<WindowFigures, WindowResult, String, TimeWindow> {
  private static final long serialVersionUID = 1;

  @Override
  public void apply(
      String sensorId,
      TimeWindow window,
      Iterable<WindowFigures> figures,
      Collector<WindowResult> out) {
    out.collect(
        new WindowResult(sensorId, window.getStart(), window.getEnd(), figures.iterator().next()));
  }
}
