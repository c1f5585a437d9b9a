package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.Contribution;
import io.plantbeam.model.Counters;
import io.plantbeam.model.WindowStats;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;

/**
 * Window statistics in, what the {@link WindowDetector}s find in them out, in the global window.
 *
 * <p>A window that is corrected by late data is judged again: its anomaly then comes out again,
 * under the same identity. {@link Counters#ANOMALIES} counts those of first judgements.
 */
public final class DetectWindowAnomalies
    extends PTransform<PCollection<WindowStats>, PCollection<Anomaly>> {
  /** What the steps count. */
  public static final List<Contribution> CONTRIBUTIONS =
      List.of(Contribution.made(Counters.ANOMALIES, "anomalies"));

  private final DetectorCatalogue catalogue;

  private DetectWindowAnomalies(DetectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  public static DetectWindowAnomalies of(DetectorCatalogue catalogue) {
    return new DetectWindowAnomalies(catalogue);
  }

  @Override
  public PCollection<Anomaly> expand(PCollection<WindowStats> input) {
    return input
        .apply("Judge", ParDo.of(new JudgeFn(catalogue)))
        .setCoder(Anomaly.AnomalyCoder.INSTANCE)
        .apply(
            "Unwindowed",
            Window.<Anomaly>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .discardingFiredPanes());
  }

  static final class JudgeFn extends DoFn<WindowStats, Anomaly> {
    private final BySensorType<List<WindowDetector>> detectors;
    private final Counter anomalies = Counters.counter(Counters.ANOMALIES);

    JudgeFn(DetectorCatalogue catalogue) {
      detectors = catalogue.settings().map(WindowDetectorType::running);
    }

    @ProcessElement
    public void judge(@Element WindowStats window, OutputReceiver<Anomaly> out) {
      List<WindowDetector> judges = detectors.of(window.context().series().sensorType());
      for (int i = 0; i < judges.size(); i++) {
        Anomaly anomaly = judges.get(i).judge(window);
        if (anomaly != null) {
          if (window.revision() == 0) {
            anomalies.inc();
          }
          out.output(anomaly);
        }
      }
    }
  }
}
