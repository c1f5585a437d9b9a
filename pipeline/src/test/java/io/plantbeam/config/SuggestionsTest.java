package io.plantbeam.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> NAMES =
      List.of("inputTopics", "inputFiles", "output", "windowSize", "windowPeriod", "lake");

  @ParameterizedTest
  @CsvSource({
    "ouput, output",
    "windowsize, windowSize",
    "widnowSize, windowSize",
    "inputTopic, inputTopics",
    "topics, ''",
    "lakes, lake",
    "leak, ''",
    "x, ''",
  })
  void theNameWithTheFewestEditsIsSuggested(String mistyped, String meant) {
    assertEquals(
        meant.isEmpty() ? List.of() : List.of(meant), Suggestions.closest(mistyped, NAMES));
  }

  @Test
  void severalAtTheSameDistanceAreAllSuggested() {
    assertEquals(
        "; did you mean --ab1, --ab2 or --ab3?",
        Suggestions.question("--", Suggestions.closest("ab", List.of("ab1", "ab2", "ab3", "ab4"))));
    assertEquals("", Suggestions.question("--", List.of()));
  }
}
