package io.plantbeam.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.plantbeam.detect.Detectors;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.model.Severity;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class EpisodeKeyTest {
  private static final AlertRules RULES =
      new AlertRules(DetectorCatalogue.defaultsOf(Detectors.ALL), AlertSettings.DEFAULTS);

  private static Anomaly anomaly(String detector, String sensor) {
    return anomaly(detector, sensor, "f");
  }

  private static Anomaly anomaly(String detector, String sensor, String facility) {
    return new Anomaly(
        detector,
        new SeriesContext(
            new SeriesInfo(sensor, "voltage", "power", facility, "V"),
            new AssetContext(
                true, facility, null, null, null, null, "pump", null, null, 0, 0, 0, 0)),
        Severity.HIGH,
        0.7,
        0,
        0,
        0,
        1,
        0,
        0,
        "");
  }

  @Test
  void sensorsOfAnAssetShareTheEpisodesOfADetectorOfAssets() {
    assertEquals(
        new EpisodeKey("f", null, "pump", "baseline"), RULES.episodeOf(anomaly("baseline", "a")));
    assertEquals(
        RULES.episodeOf(anomaly("baseline", "a")), RULES.episodeOf(anomaly("baseline", "b")));
    assertEquals(
        new EpisodeKey("f", "a", "voltage", "novelty"), RULES.episodeOf(anomaly("novelty", "a")));
  }

  @Test
  void equalSensorsOfTwoFacilitiesHaveEpisodesOfTheirOwn() {
    assertNotEquals(
        RULES.episodeOf(anomaly("novelty", "a", "f")),
        RULES.episodeOf(anomaly("novelty", "a", "g")));
  }

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    EpisodeKey key = new EpisodeKey("f", "s", "m", "d");
    byte[] golden = {1, 8, 2, 'f', 2, 's', 2, 'm', 2, 'd'};
    var coder = EpisodeKey.EpisodeKeyCoder.INSTANCE;
    coder.verifyDeterministic();
    assertArrayEquals(golden, CoderUtils.encodeToByteArray(coder, key));
    assertEquals(key, CoderUtils.decodeFromByteArray(coder, golden));
  }
}
