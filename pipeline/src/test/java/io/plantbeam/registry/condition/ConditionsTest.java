package io.plantbeam.registry.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plantbeam.condition.Condition;
import io.plantbeam.condition.Operand;
import io.plantbeam.condition.Operator;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
  private static final Set<String> METRICS = Set.of("power_watts", "vibration", "rpm");

  private static final Conditions CONDITIONS = new Conditions(METRICS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "power_watts > 200 | power_watts > 200.0",
        "power_watts>=-2.5e3 | power_watts >= -2500.0",
        "rpm != 0 | rpm != 0.0",
        "power_watts > 200 until < 180 | power_watts > 200.0 until < 180.0",
        "rpm BETWEEN 1 AND 5 and vibration < 3 | (rpm between 1.0 and 5.0) and (vibration < 3.0)",
        "rpm < 1 or rpm > 5 and vibration < 3 | (rpm < 1.0) or ((rpm > 5.0) and (vibration < 3.0))",
        "(rpm < 1 or rpm > 5) and vibration < 3 | ((rpm < 1.0) or (rpm > 5.0)) and (vibration < 3.0)",
        "not not (rpm = 1) | not (not (rpm = 1.0))",
        "vibration of \"s 7\" > 3 | vibration of \"s 7\" > 3.0",
        "vibration of s-7 > 3 | vibration of \"s-7\" > 3.0",
      })
  void readsWhatTheGrammarAllows(String text, String meant) throws ConditionException {
    Condition condition = CONDITIONS.parse(text);
    assertEquals(meant, condition.toString());
    assertEquals(condition, CONDITIONS.parse(condition.toString()));
  }

  @Test
  void anyNameIsAMetricWhereNoneIsKnown() throws ConditionException {
    assertEquals(
        new Condition.Comparison(new Operand("oil temperature", null), Operator.LESS, 3),
        new Conditions(null).parse("\"oil temperature\" < 3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "power_wats > 200 | at character 1 is \"power_wats\", which no sensor type measures; did you mean power_watts?",
        "rpm > 1 and oil < 3 | at character 13 is \"oil\", which no sensor type measures",
        "power_watts | it ends too early; allowed is between, <, <=, >, >=, = or !=",
        "power_watts > | it ends too early; allowed is a number",
        "power_watts > rpm | at character 15 is \"rpm\"; allowed is a number",
        "power_watts => 3 | at character 14 is \">\"; allowed is a number",
        "power_watts > 1,5 | at character 16 is \",\"; allowed is the end, and, or or until",
        "power_watts > 1 rpm < 3 | at character 17 is \"rpm\"; allowed is the end, and, or or until",
        "(power_watts > 1 | it ends too early; allowed is and, or, until or )",
        "power_watts > 1) | at character 16 is \")\"; allowed is the end, and, or or until",
        "and power_watts > 1 | at character 1 is \"and\"; allowed is not, (, a metric or a name in quotes",
        "rpm > 1 until > 0 | at character 15 is \">\"; allowed after until is < or <=, because before it is >",
        "rpm < 1 until > 0 | at character 17 is \"0\"; allowed is a number that is not below 1, the bound before until",
        "rpm > 1 until < 2 | at character 17 is \"2\"; allowed is a number that is not above 1, the bound before until",
        "rpm = 1 until < 2 | at character 5 is \"=\"; allowed before until is <, <=, > or >=",
        "rpm between 5 and 1 | at character 19 is \"1\"; allowed is a number from 5 upward",
        "rpm > 1e999 | at character 7 is \"1e999\"; allowed is a number within those of 64 bits",
        "System.exit(1) | at character 12 is \"(\"; allowed is between, <, <=, >, >=, = or !=",
      })
  void saysWhereATextIsWrong(String text, String problem) {
    assertEquals(problem, problem(text));
  }

  private static String problem(String text) {
    return assertThrows(ConditionException.class, () -> CONDITIONS.parse(text)).getMessage();
  }

  @Test
  void neitherLengthNorDepthEndsTheStack() throws Exception {
    assertEquals("it has 1,001 characters; allowed are 1,000", problem("(".repeat(1_001)));
    assertEquals(
        "it has 500 parentheses and nots; allowed are 50",
        problem("(".repeat(500) + "rpm > 1" + ")".repeat(400)));
    assertEquals(
        "it has 51 parentheses and nots; allowed are 50", problem("not ".repeat(51) + "rpm > 1"));
    String deepest = "(".repeat(50) + "rpm > 1" + ")".repeat(50);
    assertEquals("rpm > 1.0", CONDITIONS.parse(deepest).toString());
    String longest = String.join(" or ", Collections.nCopies(90, "rpm > 1"));
    assertEquals(90, ((Condition.Any) CONDITIONS.parse(longest)).parts().size());
  }

  @Test
  void randomTextsAreReadOrRefused() {
    List<String> words =
        List.of(
            "rpm",
            "power_watts",
            ">",
            "<",
            "=",
            "1",
            "-2.5",
            "and",
            "or",
            "not",
            "(",
            ")",
            "between",
            "until",
            "of",
            "\"x\"",
            "%",
            "\u00e4",
            ",");
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = 1 + random.nextInt(7); left > 0; left--) {
        text.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      try {
        CONDITIONS.parse(text.toString());
        read++;
      } catch (ConditionException e) {
        assertEquals(false, e.getMessage().contains("null"), () -> text + ": " + e.getMessage());
      }
    }
    assertEquals(true, read > 5, "read " + read);
  }
}
