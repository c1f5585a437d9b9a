package io.plantbeam.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.model.Batches;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.Origin;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.SeriesInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenBatchesTest {
  @Test
  void readingsAreBatchedBySeriesAndOriginInOrderOfArrival() {
    OpenBatches open = new OpenBatches();
    Random random = new Random(5);
    Set<Reading> expected = new HashSet<>();
    Set<String> sources = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String sensor = "s-" + random.nextInt(900);
      Origin origin = Origin.ofPartition("t", random.nextInt(3));
      SeriesInfo series = new SeriesInfo(sensor, "temperature", "temperature", "f-1", "celsius");
      Reading reading =
          new Reading(series, i, i, 1.0, RangeCheck.OK, new MessagePosition(origin, i));
      expected.add(reading);
      sources.add(sensor + origin);
      open.add(reading, 1_000_000 - i);
    }
    assertEquals(20_000, open.readings());

    List<Reading> batched = new ArrayList<>();
    List<Long> firstOffsets = new ArrayList<>();
    open.drain(
        (batch, earliest) -> {
          firstOffsets.add(batch.offset(0));
          assertEquals(1_000_000 - batch.offset(batch.size() - 1), earliest);
          List<Reading> readings = Batches.readings(batch);
          assertEquals(
              readings.stream().map(reading -> reading.position().offset()).sorted().toList(),
              readings.stream().map(reading -> reading.position().offset()).toList());
          batched.addAll(readings);
        });
    assertEquals(sources.size(), firstOffsets.size());
    assertEquals(firstOffsets.stream().sorted().toList(), firstOffsets);
    assertEquals(20_000, batched.size());
    assertEquals(expected, Set.copyOf(batched));
    assertEquals(0, open.readings());
  }
}
