package io.plantbeam.detect.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.plantbeam.codec.LaterForm;
import io.plantbeam.model.AssetContext;
import io.plantbeam.model.SeriesContext;
import io.plantbeam.model.SeriesInfo;
import java.util.Collections;
import java.util.HexFormat;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class BreachesTest {
  private static final SeriesContext CONTEXT =
      new SeriesContext(new SeriesInfo("s", "m", null, null, null), AssetContext.unmatched(null));

  private static Breaches breaches(long count, long time, double value) {
    return new Breaches(count, time * 1000, value, CONTEXT);
  }

  @Test
  void lastIsTheGreatestTimeAndThereTheGreatestValueInAnyOrder() {
    Breaches earlier = breaches(2, 10, 99);
    Breaches low = breaches(1, 20, -5);
    Breaches high = breaches(4, 20, 7);
    Breaches expected = breaches(7, 20, 7);
    assertEquals(expected, earlier.merge(low).merge(high));
    assertEquals(expected, high.merge(low).merge(earlier));
    assertEquals(expected, low.merge(high.merge(earlier)));
  }

  @Test
  void sumOfNothingIsNothing() {
    AddBreachesFn sum = new AddBreachesFn();
    assertNull(
        sum.extractOutput(
            sum.mergeAccumulators(Collections.singletonList(sum.createAccumulator()))));
  }

  @Test
  void bytesOfVersionOneStayReadable() throws Exception {
    var coder = Breaches.BreachesCoder.INSTANCE;
    Breaches breaches = breaches(6, 20, 7);
    String hex = HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, breaches));
    assertEquals(
        "011d0628" + "401c000000000000" + "01" + "070273026d000000" + "09000000000000000000", hex);
    assertEquals(breaches, CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(hex)));
  }

  @Test
  void formIsReadWhereAPartHasOneFieldMore() throws Exception {
    Breaches breaches = breaches(6, 20, 7);
    LaterForm.of(breaches.context().series())
        .assertHeldBy(Breaches.BreachesCoder.INSTANCE, breaches);
    LaterForm.of(breaches.context().asset())
        .assertHeldBy(Breaches.BreachesCoder.INSTANCE, breaches);
  }
}
