package io.plantbeam.alert.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static String filled(String text, Map<String, String> figures) {
    return Template.parse(text).fill(figures::get, "?");
  }

  @Test
  void namesAreReplacedAndTheRestStays() {
    assertEquals(
        "l'huile {a} [b] 4.2 ?",
        filled("l'huile {{a}} [[b]] {value} {unit}", Map.of("value", "4.2")));
    assertEquals(
        List.of("value", "low", "high"),
        List.copyOf(Template.parse("{value}[ ({low} to {high})]").names()));
  }

  @Test
  void partInBracketsIsLeftOutWhereSomethingInItIsNotKnown() {
    String text = "{value}[ ({low} to {high})].";
    assertEquals("4.", filled(text, Map.of("value", "4", "low", "1")));
    assertEquals("4 (1 to 2).", filled(text, Map.of("value", "4", "low", "1", "high", "2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at {value | has a { without a }",
        "at value} | has a } without a {",
        "at [value | has a [ without a ]",
        "at value] | has a ] without a [",
        "[a [b]] | has a [ inside of brackets",
        "at {Value} | has {Value}, which is not a name in lower case",
        "at {0} | has {0}, which is not a name in lower case",
      })
  void whatDoesNotMatchIsRefused(String text, String problem) {
    assertEquals(
        problem,
        assertThrows(IllegalArgumentException.class, () -> Template.parse(text)).getMessage());
  }
}
