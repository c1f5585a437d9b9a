package io.plantbeam.order;

import static io.plantbeam.detect.TestBatches.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class OrderedReadingsTest {
  /** What waits in an engine's state for the detectors. */
  @Test
  void formInBytesStays() throws IOException {
    OrderedReadings readings = OrderedReadings.of(List.of(batch("b", 2, 20), batch("a", 1, 10)));
    String golden =
        "01c9010202610c74656d70657261747572650c74656d70657261747572650466"
            + "2d310863656c736975730274000001d00f00402400000000000000000004662d"
            + "31000000000000007ff80000000000007ff80000000000000000000000000000"
            + "000000000000000002620c74656d70657261747572650c74656d706572617475"
            + "726504662d310863656c736975730274000001a01f0040340000000000000000"
            + "0004662d31000000000000007ff80000000000007ff800000000000000000000"
            + "000000000000000000000000";
    OrderedReadings.ReadingsCoder coder = OrderedReadings.ReadingsCoder.INSTANCE;
    assertEquals(golden, HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, readings)));
    assertEquals(readings, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
  }
}
