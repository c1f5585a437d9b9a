package io.plantbeam.spec.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PLANT", "line-7", "EMPTY", "", "NESTED", "${PLANT}$$");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "text, text",
        "/data/${PLANT}/x, /data/line-7/x",
        "${PLANT}${PLANT}, line-7line-7",
        "${OTHER:a:b}, a:b",
        "${OTHER:}, ``",
        "${EMPTY:default}, ``",
        "${NESTED}, ${PLANT}$$",
        "a.*$, a.*$",
        "$PLANT, $PLANT",
        "$${PLANT}, ${PLANT}",
        "$$$$, $$",
      })
  void variablesAreFilledInOnce(String text, String filled) {
    assertEquals(filled, Placeholders.fill(text, ENVIRONMENT::get));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${OTHER} | there is no variable OTHER in the environment; set it, or give a default as ${OTHER:value}",
        "${a b} | has an invalid placeholder; allowed are ${NAME} and ${NAME:default}, and $${ for the text ${",
        "x${PLANT | has an invalid placeholder; allowed are ${NAME} and ${NAME:default}, and $${ for the text ${",
      })
  void whatCannotBeFilledInIsSaid(String text, String problem) {
    assertEquals(
        problem,
        assertThrows(
                IllegalArgumentException.class, () -> Placeholders.fill(text, ENVIRONMENT::get))
            .getMessage());
  }
}
