package io.plantbeam.panes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class GroupStatsFormTest {
  /**
   * The form holds that of the accumulator, without its version: where that is changed, this has to
   * get a new version too.
   */
  @Test
  void savedFormOfTheFirstReleaseIsWrittenAndRead() throws IOException {
    String golden =
        "01e901020204732d310676616c75650000000004662d31000000000000007ff8"
            + "0000000000007ff800000000000000000000000000000000000000000000a01f"
            + "40520000000000003fe80000000000004051e000000000004052000000000000"
            + "024780010313f840010301174c000203e800030f4240000101000204732d3206"
            + "76616c75650000000004662d31000000000000007ff80000000000007ff80000"
            + "0000000000000000000000000000000000000000a01f40160000000000003fe8"
            + "0000000000004014000000000000401600000000000001050001190002138800"
            + "0203e800030f424000010100";
    GroupStats group = GroupStats.of(List.of(stats("s-2", 5), stats("s-1", 71.5)));
    byte[] saved = CoderUtils.encodeToByteArray(GroupStats.GroupStatsCoder.INSTANCE, group);
    assertEquals(golden, HexFormat.of().formatHex(saved));
    GroupStats read =
        CoderUtils.decodeFromByteArray(
            GroupStats.GroupStatsCoder.INSTANCE, HexFormat.of().parseHex(golden));
    assertEquals(group.series(), read.series());
  }

  private static SeriesStats stats(String sensor, double value) {
    SeriesContext context =
        new SeriesContext(
            new SeriesInfo(sensor, "value", null, null, null), AssetContext.unmatched("f-1"));
    SeriesStats stats = new SeriesStats();
    stats.add(context, 1_000, value, 1);
    stats.add(context, 2_000, value + 0.5, 0.75);
    return stats;
  }
}
