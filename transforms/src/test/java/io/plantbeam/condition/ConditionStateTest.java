package io.plantbeam.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plantbeam.condition.Condition.All;
import io.plantbeam.condition.Condition.Any;
import io.plantbeam.condition.Condition.Between;
import io.plantbeam.condition.Condition.Comparison;
import io.plantbeam.condition.Condition.ConditionCoder;
import io.plantbeam.condition.Condition.Latch;
import io.plantbeam.condition.Condition.Not;
import io.plantbeam.model.SeriesInfo;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ConditionStateTest {
  private static final Operand A = new Operand("a", null);
  private static final Operand B = new Operand("b", "s-1");
  private static final Comparison A_ABOVE_1 = new Comparison(A, Operator.GREATER, 1);
  private static final Comparison B_ABOVE_1 = new Comparison(B, Operator.GREATER, 1);

  private static ConditionState of(Double a, Double b) {
    ConditionState state = new ConditionState();
    if (a != null) {
      state.set(A, a);
    }
    if (b != null) {
      state.set(B, b);
    }
    return state;
  }

  @Test
  void whatIsNotKnownDecidesNothing() {
    ConditionState state = of(2.0, null);
    assertEquals(Truth.UNKNOWN, state.evaluate(B_ABOVE_1));
    assertEquals(Truth.UNKNOWN, state.evaluate(new Not(B_ABOVE_1)));
    assertEquals(Truth.UNKNOWN, state.evaluate(new All(List.of(A_ABOVE_1, B_ABOVE_1))));
    assertEquals(Truth.TRUE, state.evaluate(new Any(List.of(B_ABOVE_1, A_ABOVE_1))));
    assertEquals(Truth.FALSE, state.evaluate(new All(List.of(B_ABOVE_1, new Not(A_ABOVE_1)))));
    assertEquals(Truth.FALSE, state.evaluate(Condition.never()));
  }

  @Test
  void eachOperatorHasItsBound() {
    for (Operator operator : Operator.values()) {
      String truths = "";
      for (double value : new double[] {0, 1, 2}) {
        truths += of(value, null).evaluate(new Comparison(A, operator, 1)).name().charAt(0);
      }
      assertEquals(
          switch (operator) {
            case LESS -> "TFF";
            case AT_MOST -> "TTF";
            case GREATER -> "FFT";
            case AT_LEAST -> "FTT";
            case EQUAL -> "FTF";
            case UNEQUAL -> "TFT";
          },
          truths);
    }
    assertEquals(Truth.TRUE, of(1.0, null).evaluate(new Between(A, 1, 2)));
    assertEquals(Truth.TRUE, of(2.0, null).evaluate(new Between(A, 1, 2)));
    assertEquals(Truth.FALSE, of(2.5, null).evaluate(new Between(A, 1, 2)));
  }

  @Test
  void latchHoldsUntilItsOtherBound() {
    Latch latch = new Latch(A, Operator.GREATER, 200, Operator.LESS, 180);
    ConditionState state = new ConditionState();
    StringBuilder truths = new StringBuilder();
    for (double value : new double[] {190, 200, 201, 190, 180, 179, 190}) {
      state.set(A, value);
      state.update(List.of(latch));
      truths.append(state.evaluate(latch).name().charAt(0));
    }
    assertEquals("FFTTTFF", truths.toString());
  }

  @Test
  void singleValueHasTheNameOfItsType() {
    SeriesInfo power = new SeriesInfo("s-1", "value", "power", null, "W");
    assertEquals("power", Operand.nameOf(power));
    assertEquals("value", Operand.nameOf(new SeriesInfo("s-1", "value", null, null, null)));
    assertEquals(true, new Operand("power", null).isOf(power));
    assertEquals(true, new Operand("value", "s-1").isOf(power));
    assertEquals(false, new Operand("power", "s-2").isOf(power));
    assertEquals("rpm", Operand.nameOf(new SeriesInfo("s-1", "rpm", "power", null, null)));
  }

  @Test
  void bytes() throws Exception {
    Condition condition =
        new Any(
            List.of(
                new All(
                    List.of(A_ABOVE_1, new Latch(B, Operator.GREATER, 200, Operator.LESS, 180))),
                new Not(new Between(A, 1, 2))));
    String golden =
        "013f0402030200026100023ff000000000000001026204732d31024069000000"
            + "00000000406680000000000005020261003ff00000000000004000000000000000";
    assertEquals(
        golden,
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(ConditionCoder.INSTANCE, condition)));
    assertEquals(
        condition,
        CoderUtils.decodeFromByteArray(ConditionCoder.INSTANCE, HexFormat.of().parseHex(golden)));
  }
}
