package io.plantbeam.detect.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.plantbeam.codec.LaterForm;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.detect.TestBatches;
import io.plantbeam.detect.settings.BySensorType;
import io.plantbeam.detect.settings.ConfiguredDetector;
import io.plantbeam.detect.settings.DetectorCatalogue;
import io.plantbeam.detect.settings.DetectorSettings;
import io.plantbeam.model.SeriesContext;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** The bytes of what is kept in an engine's state to tell silence by. */
class SavedFormsTest {
  @Test
  void sighting() throws IOException {
    assertForm(
        "014401012602610c74656d70657261747572650c74656d706572617475726504"
            + "662d310863656c736975730c0004662d3100000000000000c0a90780d30e07b0"
            + "c30e3fc00000",
        Sighting.SightingCoder.INSTANCE,
        new Sighting(
            new SeriesContext(TestBatches.series("a"), TestBatches.UNMATCHED),
            60_000,
            120_000,
            7,
            119_000,
            1.5f,
            null));
  }

  @Test
  void sightingOfNoSeries() throws IOException {
    assertForm(
        "01070080d30eb0c30e", Sighting.SightingCoder.INSTANCE, Sighting.ofTime(120_000, 119_000));
  }

  private static WatchedSeries watched() {
    BySensorType<SilenceParameters> parameters =
        new DetectorCatalogue(
                List.of(SilenceWatch.TYPE),
                Map.of(),
                new DetectorSettings(List.of(ConfiguredDetector.withDefaults(SilenceWatch.TYPE))))
            .parametersOf(SilenceWatch.TYPE);
    WatchedSeries watched = new WatchedSeries();
    for (long end = 120_000; end <= 240_000; end += 60_000) {
      SeriesContext context = new SeriesContext(TestBatches.series("a"), TestBatches.UNMATCHED);
      watched.add(
          List.of(new Sighting(context, end - 60_000, end, 7, end - 1_000, 1.5f, null)),
          parameters,
          silence -> fail("nothing was silent"),
          completed -> fail("nothing was found"));
    }
    return watched;
  }

  @Test
  void watchedSeries() throws IOException {
    WatchedSeries watched = watched();
    String golden =
        "015bb0961d01012602610c74656d70657261747572650c74656d706572617475"
            + "726504662d310863656c736975730c0004662d310000000000000001b0c30eb0"
            + "961d40c0bdb6db6db6db0e0001030601013fc000003fc000003fc00000";
    WatchedSeries.WatchedSeriesCoder coder = WatchedSeries.WatchedSeriesCoder.INSTANCE;
    assertEquals(golden, hex(coder, watched));
    WatchedSeries read = CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden));
    assertEquals(1, read.size());
    assertEquals(golden, hex(coder, read));
  }

  @Test
  void formsAreReadWhereAPartHasOneFieldMore() throws IOException {
    SeriesContext context = new SeriesContext(TestBatches.series("a"), TestBatches.UNMATCHED);
    assertHeld(
        context, Sighting.SightingCoder.INSTANCE, new Sighting(context, 1, 2, 7, 2, 1, null));
    assertHeld(context, WatchedSeries.WatchedSeriesCoder.INSTANCE, watched());
  }

  private static <R> void assertHeld(SeriesContext context, VersionedCoder<R> coder, R record)
      throws IOException {
    LaterForm.of(context.series()).assertHeldBy(coder, record);
    LaterForm.of(context.asset()).assertHeldBy(coder, record);
  }

  private static <T> void assertForm(String golden, Coder<T> coder, T value) throws IOException {
    assertEquals(golden, hex(coder, value));
    assertEquals(value, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
  }

  private static <T> String hex(Coder<T> coder, T value) throws IOException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }
}
