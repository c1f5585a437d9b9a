package io.plantbeam.panes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.codec.LaterForm;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class GroupStatsFormTest {
  @Test
  void savedFormOfTheFirstReleaseIsWrittenAndRead() throws IOException {
    String golden =
        "01b201b001010202010d04732d310676616c75650000000c0004662d31000000"
            + "00000000a01f40520000000000003fe80000000000004051e000000000004052"
            + "000000000000024780010313f840010301174c000203e800030f424000010100"
            + "02010d04732d320676616c75650000000c0004662d3100000000000000a01f40"
            + "160000000000003fe80000000000004014000000000000401600000000000001"
            + "0500011900021388000203e800030f424000010100";
    GroupStats group = GroupStats.of(List.of(stats("s-2", 5), stats("s-1", 71.5)));
    byte[] saved = CoderUtils.encodeToByteArray(GroupStats.GroupStatsCoder.INSTANCE, group);
    assertEquals(golden, HexFormat.of().formatHex(saved));
    GroupStats read =
        CoderUtils.decodeFromByteArray(
            GroupStats.GroupStatsCoder.INSTANCE, HexFormat.of().parseHex(golden));
    assertEquals(group.series(), read.series());
  }

  @Test
  void formsAreReadWhereAPartHasOneFieldMore() throws IOException {
    SeriesStats one = stats("s-1", 71.5);
    LaterForm.of(one.context().series()).assertHeldBy(SeriesStats.AccumulatorCoder.INSTANCE, one);
    LaterForm.of(one.context().asset()).assertHeldBy(SeriesStats.AccumulatorCoder.INSTANCE, one);
    GroupStats group = GroupStats.of(List.of(stats("s-2", 5), one));
    LaterForm.of(one.context().series()).assertHeldBy(GroupStats.GroupStatsCoder.INSTANCE, group);
    LaterForm.of(one.context().asset()).assertHeldBy(GroupStats.GroupStatsCoder.INSTANCE, group);
  }

  private static SeriesStats stats(String sensor, double value) {
    SeriesContext context =
        new SeriesContext(
            new SeriesInfo(sensor, "value", null, null, null), AssetContext.unmatched("f-1"));
    SeriesStats stats = new SeriesStats();
    stats.add(context, 1_000_000, value, 1);
    stats.add(context, 2_000_000, value + 0.5, 0.75);
    return stats;
  }
}
