package io.plantbeam.detect;

import static io.plantbeam.detect.TestBatches.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.plantbeam.detect.reading.SilenceParameters;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.order.OrderedReadings;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** The bytes of what the detectors keep in an engine's state, and of what waits there for them. */
class SavedFormsTest {
  @Test
  void orderedReadings() throws IOException {
    assertForm(
        "01c9010202610c74656d70657261747572650c74656d70657261747572650466"
            + "2d310863656c736975730274000001d00f00402400000000000000000004662d"
            + "31000000000000007ff80000000000007ff80000000000000000000000000000"
            + "000000000000000002620c74656d70657261747572650c74656d706572617475"
            + "726504662d310863656c736975730274000001a01f0040340000000000000000"
            + "0004662d31000000000000007ff80000000000007ff800000000000000000000"
            + "000000000000000000000000",
        OrderedReadings.ReadingsCoder.INSTANCE,
        OrderedReadings.of(List.of(batch("b", 2, 20), batch("a", 1, 10))));
  }

  @Test
  void sighting() throws IOException {
    assertForm(
        "015d0102610c74656d70657261747572650c74656d706572617475726504662d"
            + "310863656c736975730004662d31000000000000007ff80000000000007ff800"
            + "000000000000000000000000000000000000000000c0a90780d30e07b0c30e",
        Sighting.SightingCoder.INSTANCE,
        new Sighting(
            new SeriesContext(TestBatches.series("a"), TestBatches.UNMATCHED),
            60_000,
            120_000,
            7,
            119_000));
  }

  @Test
  void sightingOfNoSeries() throws IOException {
    assertForm(
        "010b0080d30e80d30e00b0c30e",
        Sighting.SightingCoder.INSTANCE,
        Sighting.ofTime(120_000, 119_000));
  }

  @Test
  void watchedSeries() throws IOException {
    DetectorCatalogue catalogue =
        new DetectorCatalogue(
            Map.of(),
            DetectorSettings.DEFAULTS.withSilence(new SilenceParameters(true, 3, 120_000)));
    WatchedSeries watched = new WatchedSeries();
    for (long end = 120_000; end <= 240_000; end += 60_000) {
      SeriesContext context = new SeriesContext(TestBatches.series("a"), TestBatches.UNMATCHED);
      watched.add(
          List.of(new Sighting(context, end - 60_000, end, 7, end - 1_000)),
          catalogue,
          silence -> fail("nothing was silent"));
    }
    String golden =
        "0166b0961d0102610c74656d70657261747572650c74656d7065726174757265"
            + "04662d310863656c736975730004662d31000000000000007ff8000000000000"
            + "7ff800000000000000000000000000000000000000000000b0c30eb0961d40c0"
            + "bdb6db6db6db0200";
    WatchedSeries.WatchedSeriesCoder coder = WatchedSeries.WatchedSeriesCoder.INSTANCE;
    assertEquals(golden, hex(coder, watched));
    WatchedSeries read = CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden));
    assertEquals(1, read.size());
    assertEquals(golden, hex(coder, read));
  }

  private static <T> void assertForm(String golden, Coder<T> coder, T value) throws IOException {
    assertEquals(golden, hex(coder, value));
    assertEquals(value, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
  }

  private static <T> String hex(Coder<T> coder, T value) throws IOException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }
}
