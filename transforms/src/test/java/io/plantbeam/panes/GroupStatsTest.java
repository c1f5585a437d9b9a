package io.plantbeam.panes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import io.plantbeam.panes.GroupStats.GroupStatsCoder;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class GroupStatsTest {
  private static final long START = 1_767_225_600_000L;

  private static SeriesStats stats(String sensor, String metric, double... values) {
    SeriesContext context =
        new SeriesContext(
            new SeriesInfo(sensor, metric, "power", "f-1", "V"), AssetContext.unmatched("f-1"));
    SeriesStats stats = new SeriesStats();
    for (int i = 0; i < values.length; i++) {
      stats.add(context, (START + i * 1000L) * 1000, values[i], 1);
    }
    return stats;
  }

  private static GroupStats group(SeriesStats... series) {
    return GroupStats.of(List.of(series));
  }

  @Test
  void seriesOfBothAreMergedAndOthersKept() {
    GroupStats one = group(stats("s-3", "voltage", 1, 2), stats("s-1", "voltage", 3));
    GroupStats other =
        group(stats("s-2", "voltage", 4), stats("s-1", "current", 5), stats("s-1", "voltage", 7));
    SeriesStats both = stats("s-1", "voltage", 3);
    both.merge(stats("s-1", "voltage", 7));
    List<SeriesStats> expected =
        List.of(
            stats("s-1", "current", 5),
            both,
            stats("s-2", "voltage", 4),
            stats("s-3", "voltage", 1, 2));
    assertEquals(expected, one.plus(other).series());
    assertEquals(expected, other.plus(one).series());
    assertEquals(6, one.plus(other).count());
  }

  @Test
  void mergingChangesNeitherPart() {
    GroupStats one = group(stats("s-1", "voltage", 3));
    GroupStats other = group(stats("s-1", "voltage", 7));
    assertEquals(2, one.plus(other).count());
    assertEquals(List.of(stats("s-1", "voltage", 3)), one.series());
    assertEquals(List.of(stats("s-1", "voltage", 7)), other.series());
  }

  @Test
  void theEmptyGroupAddsNothing() {
    GroupStats one = group(stats("s-1", "voltage", 3));
    assertSame(one, one.plus(GroupStats.EMPTY));
    assertSame(one, GroupStats.EMPTY.plus(one));
    assertTrue(GroupStats.EMPTY.plus(GroupStats.EMPTY).isEmpty());
  }

  @Test
  void coderRestoresEverySeries() throws Exception {
    GroupStats group = group(stats("s-2", "voltage", 1, 2, 3), stats("s-1", "voltage", 4));
    assertEquals(group.series(), CoderUtils.clone(GroupStatsCoder.INSTANCE, group).series());
    assertTrue(CoderUtils.clone(GroupStatsCoder.INSTANCE, GroupStats.EMPTY).isEmpty());
  }

  @Test
  void coderRestoresPartsThatAreNotMergedYet() throws Exception {
    GroupStats parts =
        group(stats("s-1", "voltage", 1), stats("s-2", "voltage", 4))
            .plus(group(stats("s-1", "voltage", 2)))
            .plus(group(stats("s-3", "voltage", 3)));
    GroupStats restored = CoderUtils.clone(GroupStatsCoder.INSTANCE, parts);
    assertEquals(parts.series(), restored.series());
    assertEquals(parts.plus(parts).series(), restored.plus(restored).series());
  }

  @Test
  void manyPartsAreMergedOnTheWay() {
    GroupStats sum = GroupStats.EMPTY;
    SeriesStats expected = new SeriesStats();
    for (int i = 0; i < 100; i++) {
      sum = sum.plus(group(stats("s-1", "voltage", i)));
      expected.merge(stats("s-1", "voltage", i));
    }
    assertEquals(List.of(expected), sum.series());
    assertEquals(100, sum.count());
  }
}
