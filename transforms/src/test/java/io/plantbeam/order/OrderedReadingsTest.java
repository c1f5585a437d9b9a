package io.plantbeam.order;

import static io.plantbeam.detect.TestBatches.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.plantbeam.codec.LaterForm;
import io.plantbeam.model.EnrichedBatch;
import io.plantbeam.model.MessagePosition;
import io.plantbeam.model.RangeCheck;
import io.plantbeam.model.Reading;
import io.plantbeam.model.ReadingBatch;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class OrderedReadingsTest {
  @Test
  void formIsReadWhereAPartHasOneFieldMore() throws IOException {
    OrderedReadings readings = OrderedReadings.of(List.of(batch("b", 2, 20), batch("a", 1, 10)));
    for (EnrichedBatch batch : readings.batches()) {
      LaterForm.of(batch.readings().series())
          .assertHeldBy(OrderedReadings.ReadingsCoder.INSTANCE, readings);
      LaterForm.of(batch.readings().origin())
          .assertHeldBy(OrderedReadings.ReadingsCoder.INSTANCE, readings);
      LaterForm.of(batch.asset()).assertHeldBy(OrderedReadings.ReadingsCoder.INSTANCE, readings);
    }
  }

  /** What waits in an engine's state for the detectors. */
  @Test
  void formInBytesStays() throws IOException {
    OrderedReadings readings = OrderedReadings.of(List.of(batch("b", 2, 20), batch("a", 1, 10)));
    String golden =
        "0192010202012602610c74656d70657261747572650c74656d70657261747572"
            + "6504662d310863656c736975730c0004662d3100000000000000040102740001"
            + "d00f0040240000000000000000012602620c74656d70657261747572650c7465"
            + "6d706572617475726504662d310863656c736975730c0004662d310000000000"
            + "0000040102740001a01f0040340000000000000000";
    OrderedReadings.ReadingsCoder coder = OrderedReadings.ReadingsCoder.INSTANCE;
    assertEquals(golden, HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, readings)));
    assertEquals(readings, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(golden)));
  }

  /** Windows and detectors have no use for them. */
  @Test
  void attributesAreLeftOut() {
    for (List<EnrichedBatch> pieces :
        List.of(
            List.of(withAttributes("a", 1)),
            List.of(withAttributes("a", 2), withAttributes("a", 1)))) {
      for (EnrichedBatch batch : OrderedReadings.of(pieces).batches()) {
        assertNull(batch.readings().attributes(0));
      }
    }
  }

  private static EnrichedBatch withAttributes(String sensor, long time) {
    EnrichedBatch plain = batch(sensor, 1, 1);
    ReadingBatch readings = plain.readings();
    return new EnrichedBatch(
        new ReadingBatch.Builder(readings.series(), readings.origin())
            .add(
                new Reading(
                    readings.series(),
                    time * 1000,
                    1,
                    1,
                    RangeCheck.OK,
                    new MessagePosition(readings.origin(), 0),
                    "{\"a\":1}"))
            .build(),
        plain.asset());
  }
}
