package io.plantbeam.detect.window;

import io.plantbeam.alert.AlertSettings;
import io.plantbeam.alert.RaiseAlerts;
import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.Activation;
import io.plantbeam.detect.settings.AlertPolicy;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorParameters;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.detect.settings.DetectorType;
import io.plantbeam.detect.settings.ParameterProblems;
import io.plantbeam.detect.settings.ScoreScale;
import io.plantbeam.model.Alert;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import io.plantbeam.model.Timestamps;
import io.plantbeam.model.WindowStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class DetectWindowAnomaliesTest {

  private static WindowStats window(String type, double last, double slope, double min) {
    return window(type, AssetContext.unmatched(null), last, slope, min);
  }

  private static WindowStats window(
      String type, AssetContext asset, double last, double slope, double min) {
    SeriesContext context = new SeriesContext(new SeriesInfo("s-1", "m", type, null, null), asset);
    return new WindowStats(
        context, 0, 300_000, 12, 50, 1, min, 60, last, 299_000_000, slope, 1, 50, 1, 0);
  }

  private static TestPipeline pipeline() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    return pipeline;
  }

  private static PCollection<String> detectorsBySensorType(PCollection<Anomaly> anomalies) {
    return anomalies.apply(
        "SensorTypeAndDetector",
        MapElements.into(TypeDescriptors.strings())
            .via(a -> a.context().series().sensorType() + " " + a.detector()));
  }

  @Test
  void everyDetectorJudgesEveryWindowBySettingsOfItsSensorType() {
    TestPipeline pipeline = pipeline();
    DetectorCatalogue catalogue =
        new DetectorCatalogue(
            Detectors.ALL,
            Map.of(
                "power",
                new DetectorSettings(
                    List.of(
                        ConfiguredDetector.withDefaults(ZScoreDetector.TYPE),
                        new ConfiguredDetector<>(TrendDetector.TYPE, new TrendParameters(100, 5)))),
                "still",
                new DetectorSettings(List.of())),
            DetectorSettings.defaultsOf(Detectors.ALL));
    PCollection<Anomaly> found =
        pipeline
            .apply(
                Create.of(
                    window("power", 60, 50, 60),
                    window("temperature", 60, 50, 60),
                    window("still", 60, 50, 60),
                    window(null, 50, 11, 40)))
            .apply(DetectWindowAnomalies.of(catalogue));
    PAssert.that(detectorsBySensorType(found))
        .containsInAnyOrder(
            "power zscore",
            "temperature zscore",
            "temperature trend",
            "temperature stuck",
            "null trend");
    pipeline.run().waitUntilFinish();
  }

  /** A window whose values lie too far apart. */
  private record SpreadDetector(Spread parameters) implements WindowDetector {
    private static final WindowDetectorType<Spread> TYPE =
        new WindowDetectorType<>(
            "spread",
            Activation.WHERE_NAMED,
            ScoreScale.ZERO_TO_ONE,
            AlertPolicy.FROM_MEDIUM,
            new Spread(15),
            SpreadDetector::new);

    @Override
    public Anomaly judge(WindowStats window) {
      double spread = window.max() - window.min();
      if (spread <= parameters.most()) {
        return null;
      }
      return new Anomaly(
          TYPE.name(),
          window.context(),
          Severity.MEDIUM,
          0.25,
          Timestamps.toMicros(window.windowEnd()),
          Timestamps.toMicros(window.windowStart()),
          Timestamps.toMicros(window.windowEnd()),
          spread,
          0,
          parameters.most(),
          "Too wide.");
    }
  }

  /** The most that is well. */
  public record Spread(double most) implements DetectorParameters {
    @Override
    public void check(ParameterProblems problems) {
      problems.positive("most", most);
    }
  }

  @Test
  void detectorThatIsAddedJudgesAndAlertsAsItsTypeSays() {
    TestPipeline pipeline = pipeline();
    List<DetectorType<?>> types = new ArrayList<>(Detectors.ALL);
    types.add(SpreadDetector.TYPE);
    List<ConfiguredDetector<?>> spread =
        List.of(ConfiguredDetector.withDefaults(SpreadDetector.TYPE));
    DetectorCatalogue catalogue =
        new DetectorCatalogue(
            types,
            Map.of("power", new DetectorSettings(spread)),
            DetectorSettings.defaultsOf(types));
    AssetContext pump =
        new AssetContext(
            true, "f", null, null, null, null, "pump", null, null, Double.NaN, Double.NaN, 7, 0);
    PCollection<Anomaly> found =
        pipeline
            .apply(
                Create.of(
                    window("power", pump, 60, 50, 40),
                    window("power", pump, 60, 50, 46),
                    window("temperature", pump, 50, 0, 40)))
            .apply(DetectWindowAnomalies.of(catalogue));
    PCollection<Alert> alerts =
        PCollectionTuple.of(RaiseAlerts.ANOMALIES, found)
            .apply(RaiseAlerts.of(catalogue, AlertSettings.DEFAULTS))
            .get(RaiseAlerts.ALERTS);
    PAssert.that(detectorsBySensorType(found)).containsInAnyOrder("power spread");
    PAssert.that(
            alerts.apply(
                "Priority",
                MapElements.into(TypeDescriptors.doubles()).via(alert -> alert.priority())))
        .containsInAnyOrder(32.0);
    pipeline.run().waitUntilFinish();
  }
}
