package io.plantbeam.detect.window;

import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.PlantbeamCoders;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.WindowStats;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

class DetectWindowAnomaliesTest {

  private static WindowStats window(String type, double last, double slope, double min) {
    SeriesContext context =
        new SeriesContext(
            new SeriesInfo("s-1", "m", type, null, null), AssetContext.unmatched(null));
    return new WindowStats(
        context, 0, 300_000, 12, 50, 1, min, 60, last, 299_000_000, slope, 1, 50, 1, 0);
  }

  @Test
  void everyDetectorJudgesEveryWindowBySettingsOfItsSensorType() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PlantbeamCoders.register(pipeline.getCoderRegistry());
    DetectorSettings defaults = DetectorSettings.DEFAULTS;
    DetectorCatalogue catalogue =
        new DetectorCatalogue(
            Map.of(
                "power",
                new DetectorSettings(
                    defaults.zscore(),
                    new DetectorSettings.Trend(true, 100, 5),
                    defaults.stuck(),
                    defaults.threshold())),
            defaults);
    var found =
        pipeline
            .apply(
                Create.of(
                    window("power", 60, 50, 40),
                    window("temperature", 60, 50, 60),
                    window(null, 50, 11, 40)))
            .apply(DetectWindowAnomalies.of(catalogue))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(a -> a.context().series().sensorType() + " " + a.detector()));
    PAssert.that(found)
        .containsInAnyOrder(
            "power zscore",
            "temperature zscore",
            "temperature trend",
            "temperature stuck",
            "null trend");
    pipeline.run().waitUntilFinish();
  }
}
