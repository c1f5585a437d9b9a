package io.plantbeam.output;

import java.time.Duration;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;

/**
 * What becomes a file: all of bounded input, and of a stream what is in an interval of event time,
 * and then what comes late. No record is dropped whose timestamp is behind the watermark by no more
 * than the allowed lateness, since an interval ends no earlier than the timestamps in it.
 */
public final class FileIntervals {
  private FileIntervals() {}

  /**
   * The windows.
   *
   * @param interval how much event time a file of a stream holds
   * @param allowedLateness by how much timestamps of a stream can be behind the watermark
   */
  public static <T> Window<T> of(
      PCollection<T> records, Duration interval, Duration allowedLateness) {
    if (records.isBounded() == IsBounded.BOUNDED) {
      return Window.<T>into(new GlobalWindows())
          .triggering(DefaultTrigger.of())
          .withAllowedLateness(org.joda.time.Duration.ZERO)
          .discardingFiredPanes();
    }
    return Window.<T>into(FixedWindows.of(millis(interval)))
        .triggering(
            AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1)))
        .withAllowedLateness(millis(allowedLateness))
        .discardingFiredPanes();
  }

  private static org.joda.time.Duration millis(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }
}
