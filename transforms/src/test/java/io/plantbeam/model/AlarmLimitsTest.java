package io.plantbeam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "NaN, NaN, NaN, NaN, 0, 0, 0, 00",
    "NaN, NaN, 90, NaN, 0, 0, 0, 044056800000000000",
    "-1, 0, 1, 2, 0.5, 300, 5, 7fbff000000000000000000000000000003ff000000000000040000000000000003fe0000000000000ac0205",
  })
  void comeBackFromTheirPublishedForm(
      double lowLow,
      double low,
      double high,
      double highHigh,
      double deadband,
      long onDelay,
      long offDelay,
      String hex) {
    AlarmLimits limits = new AlarmLimits(lowLow, low, high, highHigh, deadband, onDelay, offDelay);
    ByteWriter out = new ByteWriter(8);
    limits.write(out);
    assertEquals(hex, HexFormat.of().formatHex(out.toByteArray()));
    assertEquals(limits, AlarmLimits.read(new ByteReader(out.toByteArray())));
  }

  @Test
  void travelWithTheContextOfASeries() {
    AssetContext asset =
        new AssetContext(
                true, "f", null, null, null, null, "e", null, null, Double.NaN, Double.NaN, 0, 0)
            .with(new AlarmLimits(Double.NaN, Double.NaN, 90, Double.NaN, 0, 0, 0));
    SeriesContext context =
        new SeriesContext(new SeriesInfo("s", "value", null, null, null), asset);
    ByteWriter out = new ByteWriter(64);
    context.write(out);
    assertEquals(
        "01" + "0b02730676616c7565000000" + "142102660000000002650000" + "044056800000000000",
        HexFormat.of().formatHex(out.toByteArray()));
    assertEquals(context, SeriesContext.read(new ByteReader(out.toByteArray())));
  }

  @Test
  void innermostLimitsBoundWhatIsNormal() {
    AlarmLimits all = new AlarmLimits(-1, 0, 1, 2, 0, 0, 0);
    assertTrue(all.any());
    assertEquals(0, all.innerLow());
    assertEquals(1, all.innerHigh());
    AlarmLimits outer = new AlarmLimits(-1, Double.NaN, Double.NaN, 2, 0, 0, 0);
    assertEquals(-1, outer.innerLow());
    assertEquals(2, outer.innerHigh());
    assertFalse(AlarmLimits.NONE.any());
  }
}
